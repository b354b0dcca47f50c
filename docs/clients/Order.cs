// A purchase over Partner Center's protocol with HttpClient and System.Text.Json: sign in, find something, buy it, see it
// provisioned. Top-level statements for .NET 8 or newer: the Program.cs of a console project (`dotnet new console`), run with
//
//     dotnet run http://127.0.0.1:7277

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

// The first partner of the demo world, its application, and a customer of it (docs/demo-world.md).
const string Tenant = "10000000-0000-4000-8000-000000000001";
const string Client = "20000000-0000-4000-8000-000000000001";
const string Secret = "dev-secret";
const string Customer = "94cd6638-11b6-4323-8c9f-6ae3088adc59";

const int Licences = 5;
const int Polls = 100;
var pollInterval = TimeSpan.FromMilliseconds(100);

var root = args.Length > 0 ? args[0] : "http://127.0.0.1:7277";
using var http = new HttpClient { BaseAddress = new Uri(root) };
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await SignIn());
http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
http.DefaultRequestHeaders.Add("MS-CorrelationId", Guid.NewGuid().ToString());
Console.WriteLine($"token for the application {Client}");
Console.WriteLine($"customer {Customer}");

var order = await Buy(await Find());
Console.WriteLine($"order {order}: {await Completed(order)}");
var owned = await Call(HttpMethod.Get, $"/customers/{Customer}/subscriptions?order_id={order}");
foreach (var one in owned["items"]!.AsArray())
{
    Console.WriteLine($"subscription {one!["id"]}: {one["status"]}, {one["quantity"]} until {one["commitmentEndDate"]}");
}

async Task<string> SignIn()
{
    var form = new FormUrlEncodedContent(new Dictionary<string, string>
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = Client,
        ["client_secret"] = Secret,
        ["scope"] = "https://api.partnercenter.microsoft.com/.default",
    });
    using var answer = await http.PostAsync($"/{Tenant}/oauth2/v2.0/token", form);
    var body = await answer.Content.ReadFromJsonAsync<JsonObject>();
    if (!answer.IsSuccessStatusCode)
    {
        throw new HttpRequestException($"no token: {body!["error_description"]}");
    }
    return (string)body!["access_token"]!;
}

// What is listed first can be bought.
async Task<JsonObject> Find()
{
    var products = await Call(HttpMethod.Get, $"/customers/{Customer}/products?targetView=OnlineServices");
    var product = products["items"]![0]!;
    Console.WriteLine($"product {product["id"]}: {product["title"]}");
    var skus = $"/customers/{Customer}/products/{product["id"]}/skus";
    var sku = (await Call(HttpMethod.Get, skus))["items"]![0]!;
    Console.WriteLine($"sku {sku["id"]}: {sku["title"]}, {sku["minimumQuantity"]} to {sku["maximumQuantity"]}");
    var availability = (await Call(HttpMethod.Get, $"{skus}/{sku["id"]}/availabilities"))["items"]![0]!;
    var term = availability["terms"]![0]!;
    Console.WriteLine($"availability {availability["id"]}: {term["description"]}");
    return new JsonObject
    {
        ["catalogItemId"] = (string)availability["catalogItemId"]!,
        ["quantity"] = Licences,
        ["billingCycle"] = (string)term["billingCycle"]!,
        ["termDuration"] = (string)term["duration"]!,
    };
}

async Task<string> Buy(JsonObject line)
{
    var body = new JsonObject { ["lineItems"] = new JsonArray(line) };
    var cart = await Call(HttpMethod.Post, $"/customers/{Customer}/carts", body);
    var first = cart["lineItems"]![0]!;
    if (first["error"] is { } error)
    {
        throw new InvalidOperationException($"code {error["errorCode"]}: {error["errorDescription"]}");
    }
    Console.WriteLine($"cart {cart["id"]}: {first["quantity"]} of {first["catalogItemId"]}");
    var result = await Call(HttpMethod.Post, $"/customers/{Customer}/carts/{cart["id"]}/checkout");
    if (result["orderErrors"] is JsonArray { Count: > 0 } errors)
    {
        throw new InvalidOperationException($"code {errors[0]!["code"]}: {errors[0]!["description"]}");
    }
    var ordered = result["orders"]![0]!;
    Console.WriteLine($"order {ordered["id"]}: {ordered["status"]}");
    return (string)ordered["id"]!;
}

async Task<string> Completed(string id)
{
    for (var poll = 0; poll < Polls; poll++)
    {
        var status = (string)(await Call(HttpMethod.Get, $"/customers/{Customer}/orders/{id}"))["status"]!;
        if (status != "pending")
        {
            return status;
        }
        await Task.Delay(pollInterval);
    }
    throw new TimeoutException($"order {id} is still pending");
}

// A repeat of a request that changes something carries the same MS-RequestId, so that nothing is done twice.
async Task<JsonObject> Call(HttpMethod method, string path, JsonObject? body = null)
{
    using var request = new HttpRequestMessage(method, $"/v1{path}");
    request.Headers.Add("MS-RequestId", Guid.NewGuid().ToString());
    if (body is not null)
    {
        request.Content = JsonContent.Create(body);
    }
    using var answer = await http.SendAsync(request);
    var read = await answer.Content.ReadFromJsonAsync<JsonObject>();
    if (!answer.IsSuccessStatusCode)
    {
        throw new HttpRequestException($"{method} {path}: {(int)answer.StatusCode}, code {read!["code"]}: {read["description"]}");
    }
    return read!;
}

// A purchase over Partner Center's protocol with HttpClient and System.Text.Json: sign in, find something, buy it, see it
// provisioned. C# 8, for .NET Core 3.1 or newer: the one source of a console project, without packages.
//
//     dotnet new console --output order
//     cp docs/clients/Order.cs order/Program.cs
//     dotnet run --project order http://127.0.0.1:7277

using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

public sealed class Order : IDisposable
{
    // The first partner of the demo world, its application, and a customer of it (docs/demo-world.md).
    private const string Tenant = "10000000-0000-4000-8000-000000000001";
    private const string Client = "20000000-0000-4000-8000-000000000001";
    private const string DemoSecret = "dev-secret";
    private const string Customer = "94cd6638-11b6-4323-8c9f-6ae3088adc59";

    private const int Licences = 5;
    private const int Polls = 100;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient http;

    private Order(string root)
    {
        http = new HttpClient { BaseAddress = new Uri(root) };
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        http.DefaultRequestHeaders.Add("MS-CorrelationId", Guid.NewGuid().ToString());
    }

    // The address of the server, and the application's secret where it is not that of the demo world.
    public static async Task<int> Main(string[] arguments)
    {
        try
        {
            using var client = new Order(arguments.Length > 0 ? arguments[0] : "http://127.0.0.1:7277");
            await client.SignIn(arguments.Length > 1 ? arguments[1] : DemoSecret);
            await client.Purchase();
            return 0;
        }
        catch (Exception error) when (
            error is HttpRequestException || error is InvalidOperationException || error is UriFormatException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    public void Dispose() => http.Dispose();

    private async Task Purchase()
    {
        Console.WriteLine($"customer {Customer}");
        var order = await Buy(await Find());
        Console.WriteLine($"order {order}: {await Completed(order)}");
        var owned = await Get($"/customers/{Customer}/subscriptions?order_id={order}");
        foreach (var one in owned.GetProperty("items").EnumerateArray())
        {
            var end = one.GetProperty("commitmentEndDate").GetDateTimeOffset();
            var facts = $"{Text(one, "status")}, {one.GetProperty("quantity").GetInt32()} until {end:yyyy-MM-dd}";
            Console.WriteLine($"subscription {Text(one, "id")}: {facts}");
        }
    }

    private async Task SignIn(string secret)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = Client,
            ["client_secret"] = secret,
            ["scope"] = "https://api.partnercenter.microsoft.com/.default",
        });
        using var answer = await http.PostAsync($"/{Tenant}/oauth2/v2.0/token", form);
        var body = await Read(answer);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"no token: {(int)answer.StatusCode}, {Text(body, "error_description")}");
        }
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Text(body, "access_token"));
        Console.WriteLine($"token for the application {Client}");
    }

    // What is listed first can be bought.
    private async Task<object> Find()
    {
        var products = $"/customers/{Customer}/products";
        var product = First(await Get($"{products}?targetView=OnlineServices"));
        Console.WriteLine($"product {Text(product, "id")}: {Text(product, "title")}");
        var skus = $"{products}/{Text(product, "id")}/skus";
        var sku = First(await Get(skus));
        var (fewest, most) = (sku.GetProperty("minimumQuantity"), sku.GetProperty("maximumQuantity"));
        Console.WriteLine($"sku {Text(sku, "id")}: {Text(sku, "title")}, {fewest} to {most}");
        var availability = First(await Get($"{skus}/{Text(sku, "id")}/availabilities"));
        var term = availability.GetProperty("terms")[0];
        Console.WriteLine($"availability {Text(availability, "id")}: {Text(term, "description")}");
        return new
        {
            catalogItemId = Text(availability, "catalogItemId"),
            quantity = Licences,
            billingCycle = Text(term, "billingCycle"),
            termDuration = Text(term, "duration"),
        };
    }

    private async Task<string> Buy(object line)
    {
        var carts = $"/customers/{Customer}/carts";
        var cart = await Post(carts, JsonSerializer.Serialize(new { lineItems = new[] { line } }));
        var first = cart.GetProperty("lineItems")[0];
        if (first.TryGetProperty("error", out var error))
        {
            throw new InvalidOperationException($"code {error.GetProperty("errorCode")}: {Text(error, "errorDescription")}");
        }
        Console.WriteLine($"cart {Text(cart, "id")}: {first.GetProperty("quantity")} of {Text(first, "catalogItemId")}");
        var result = await Post($"{carts}/{Text(cart, "id")}/checkout", "");
        if (result.TryGetProperty("orderErrors", out var errors) && errors.GetArrayLength() > 0)
        {
            throw new InvalidOperationException($"code {errors[0].GetProperty("code")}: {Text(errors[0], "description")}");
        }
        var order = result.GetProperty("orders")[0];
        Console.WriteLine($"order {Text(order, "id")}: {Text(order, "status")}");
        return Text(order, "id");
    }

    private async Task<string> Completed(string order)
    {
        for (var poll = 0; poll < Polls; poll++)
        {
            var status = Text(await Get($"/customers/{Customer}/orders/{order}"), "status");
            if (status != "pending")
            {
                return status;
            }
            await Task.Delay(PollInterval);
        }
        throw new InvalidOperationException($"order {order} is still pending");
    }

    private Task<JsonElement> Get(string path) => Call(new HttpRequestMessage(HttpMethod.Get, $"/v1{path}"));

    private Task<JsonElement> Post(string path, string body) => Call(new HttpRequestMessage(HttpMethod.Post, $"/v1{path}")
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
    });

    // A repeat of a request that changes something carries the same MS-RequestId, so that nothing is done twice.
    private async Task<JsonElement> Call(HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Add("MS-RequestId", Guid.NewGuid().ToString());
            using var answer = await http.SendAsync(request);
            var body = await Read(answer);
            if (!answer.IsSuccessStatusCode)
            {
                var told = $"{(int)answer.StatusCode}, code {body.GetProperty("code")}: {Text(body, "description")}";
                throw new HttpRequestException($"{request.Method} {request.RequestUri}: {told}");
            }
            return body;
        }
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new HttpRequestException($"{(int)answer.StatusCode}, and no JSON: is this the address of the server?");
        }
    }

    private static JsonElement First(JsonElement collection) => collection.GetProperty("items")[0];

    private static string Text(JsonElement of, string member) => of.GetProperty(member).GetString() ?? "";
}

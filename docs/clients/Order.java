// A purchase over Partner Center's protocol with nothing but java.net.http: sign in, find something, buy it, see it provisioned.
//
//     java docs/clients/Order.java http://127.0.0.1:7277
//
// Java has no JSON in its library, so this picks what it needs out of the text; a program of yours would parse it.

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public final class Order {
    // The first partner of the demo world, its application, and a customer of it (docs/demo-world.md).
    private static final String TENANT = "10000000-0000-4000-8000-000000000001";
    private static final String CLIENT = "20000000-0000-4000-8000-000000000001";
    private static final String SECRET = "dev-secret";
    private static final String CUSTOMER = "94cd6638-11b6-4323-8c9f-6ae3088adc59";

    private static final int LICENCES = 5;
    private static final int POLLS = 100;
    private static final long POLL_MILLISECONDS = 100;

    private static final String FIRST_ITEM = "\"items\":\\[\\{\"id\":\"([^\"]+)\"";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String correlation = UUID.randomUUID().toString();
    private final String base;
    private final String token;

    private Order(String base) throws IOException, InterruptedException {
        this.base = base;
        this.token = signIn();
        System.out.println("token for the application " + CLIENT);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String base = arguments.length > 0 ? arguments[0] : "http://127.0.0.1:7277";
        Order client = new Order(base);
        System.out.println("customer " + CUSTOMER);
        String order = client.buy(client.find());
        System.out.println("order " + order + ": " + client.completed(order));
        String owned = client.get("/customers/" + CUSTOMER + "/subscriptions?order_id=" + order);
        String facts = member(owned, "status") + ", " + pick(owned, "\"quantity\":(\\d+)");
        System.out.println("subscription " + pick(owned, FIRST_ITEM) + ": " + facts);
    }

    private String signIn() throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + CLIENT + "&client_secret=" + SECRET;
        URI uri = URI.create(base + "/" + TENANT + "/oauth2/v2.0/token");
        HttpRequest request = HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
        return member(send(request), "access_token");
    }

    // What is listed first can be bought.
    private String find() throws IOException, InterruptedException {
        String products = "/customers/" + CUSTOMER + "/products";
        String product = pick(get(products + "?targetView=OnlineServices"), FIRST_ITEM);
        System.out.println("product " + product);
        String skus = products + "/" + product + "/skus";
        String sku = pick(get(skus), FIRST_ITEM);
        System.out.println("sku " + sku);
        String availability = get(skus + "/" + sku + "/availabilities");
        String item = member(availability, "catalogItemId");
        String term = member(availability, "duration");
        String cycle = member(availability, "billingCycle");
        System.out.println("availability " + pick(availability, FIRST_ITEM) + ": " + term + ", " + cycle);
        return """
            {"lineItems":[{"catalogItemId":"%s","quantity":%d,"billingCycle":"%s","termDuration":"%s"}]}
            """.formatted(item, LICENCES, cycle, term);
    }

    private String buy(String body) throws IOException, InterruptedException {
        String cart = post("/customers/" + CUSTOMER + "/carts", body);
        if (cart.contains("\"errorCode\"")) {
            throw new IOException(cart);
        }
        String id = member(cart, "id");
        System.out.println("cart " + id + ": " + LICENCES + " of " + member(cart, "catalogItemId"));
        String result = post("/customers/" + CUSTOMER + "/carts/" + id + "/checkout", "");
        if (result.contains("\"orderErrors\"")) {
            throw new IOException(result);
        }
        String order = pick(result, "\"orders\":\\[\\{\"id\":\"([^\"]+)\"");
        System.out.println("order " + order + ": " + member(result, "status"));
        return order;
    }

    private String completed(String order) throws IOException, InterruptedException {
        for (int poll = 0; poll < POLLS; poll++) {
            String status = member(get("/customers/" + CUSTOMER + "/orders/" + order), "status");
            if (!status.equals("pending")) {
                return status;
            }
            Thread.sleep(POLL_MILLISECONDS);
        }
        throw new IOException("order " + order + " is still pending");
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    // A repeat of a request that changes something carries the same MS-RequestId, so that nothing is done twice.
    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + "/v1" + path))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .header("MS-RequestId", UUID.randomUUID().toString())
            .header("MS-CorrelationId", correlation);
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(request.method() + " " + request.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String member(String json, String name) throws IOException {
        return pick(json, "\"" + name + "\":\"([^\"]*)\"");
    }

    private static String pick(String json, String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(json);
        if (!found.find()) {
            throw new IOException("no " + pattern + " in " + json);
        }
        return found.group(1);
    }
}

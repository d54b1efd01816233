package dev.ringcast.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP/1.1 client with cookies, for one user or for nobody. Safe for any number of threads. */
public final class Http {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern CSRF_TOKEN = Pattern.compile("<meta name=\"csrf-token\" content=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .connectTimeout(PATIENCE)
            .build();
    private final Map<String, String> always;

    private Http(Map<String, String> always) {
        this.always = always;
    }

    /** A client without credentials. */
    public static Http anonymous() {
        return new Http(Map.of());
    }

    /** A client that sends these credentials (BASIC) with every request. */
    public static Http as(String user, String password) {
        return new Http(Map.of("Authorization", basic(user, password)));
    }

    /** The value of an Authorization header with these credentials. */
    public static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** GET, the body as UTF-8. */
    public HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return send("GET", address, Map.of());
    }

    /** Any method without a body, with headers. */
    public HttpResponse<String> send(String method, URI address, Map<String, String> headers)
            throws IOException, InterruptedException {
        return client.send(request(method, address, headers), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** GET, the body as it is. */
    public HttpResponse<byte[]> bytes(URI address) throws IOException, InterruptedException {
        return bytes("GET", address, Map.of());
    }

    /** Any method without a body, with headers; the body that comes as it is, compressed if it is. */
    public HttpResponse<byte[]> bytes(String method, URI address, Map<String, String> headers)
            throws IOException, InterruptedException {
        return client.send(request(method, address, headers), BodyHandlers.ofByteArray());
    }

    /** GET of a JSON object that must answer 200. */
    public JsonObject json(URI address) throws IOException, InterruptedException {
        HttpResponse<String> response = get(address);
        if (response.statusCode() != 200) {
            throw new AssertionError(address + " answered " + response.statusCode() + ": " + response.body());
        }
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }

    /** The status that a GET is answered with; 0 while nobody answers. */
    public int status(URI address) throws InterruptedException {
        try {
            return get(address).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * The token in the page's {@code <meta name="csrf-token">}.
     *
     * @throws AssertionError if there is none
     */
    public static String csrfToken(String html) {
        Matcher matcher = CSRF_TOKEN.matcher(html);
        if (!matcher.find()) {
            throw new AssertionError("no <meta name=\"csrf-token\"> in: " + html);
        }
        return matcher.group(1);
    }

    private HttpRequest request(String method, URI address, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).method(method, BodyPublishers.noBody());
        always.forEach(request::header);
        headers.forEach(request::header);
        return request.build();
    }
}

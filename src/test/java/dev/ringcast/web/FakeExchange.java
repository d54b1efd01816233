package dev.ringcast.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One request and its response, without a container. What our servlets do not call is not there and fails the test. */
public final class FakeExchange {
    private final String method;
    private final String path;
    private final Map<String, String> requestHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Object> requestAttributes = new HashMap<>();
    private final Map<String, String> responseHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ResponseBody body = new ResponseBody();
    private @Nullable FakeSession session;
    private DispatcherType dispatcherType = DispatcherType.REQUEST;
    private int status = 200;
    private @Nullable String remoteAddress = "192.0.2.1";
    private String serverName = "tv.example";
    private String protocol = "HTTP/1.1";
    private @Nullable List<String> roles;
    private RequestBody requestBody = new RequestBody(new byte[0]);
    private final FakeAsync async = new FakeAsync();

    public FakeExchange(String method, String path) {
        this.method = method;
        this.path = path;
    }

    public FakeExchange with(String header, String value) {
        requestHeaders.put(header, value);
        return this;
    }

    /** Comes from this address and asks for this host. */
    public FakeExchange from(String address, String host) {
        remoteAddress = address;
        serverName = host;
        return this;
    }

    /** Comes by another protocol than HTTP/1.1. */
    public FakeExchange by(String another) {
        protocol = another;
        return this;
    }

    /** Comes from a client that has closed its connection since. */
    public FakeExchange fromNobody() {
        remoteAddress = null;
        return this;
    }

    /** Comes from a user with these roles. */
    public FakeExchange as(String... rolesOfUser) {
        roles = List.of(rolesOfUser);
        return this;
    }

    public FakeExchange withBody(String text) {
        return withBody(text.getBytes(StandardCharsets.UTF_8));
    }

    public FakeExchange withBody(byte[] bytes) {
        requestBody = new RequestBody(bytes);
        return this;
    }

    /** So much of the body comes. */
    public void arrives(String text) throws IOException {
        requestBody.arrive(text.getBytes(StandardCharsets.UTF_8));
    }

    /** All of the body has come. */
    public void bodyEnds() throws IOException {
        requestBody.end();
    }

    public FakeExchange in(FakeSession session) {
        this.session = session;
        return this;
    }

    public FakeExchange withAttribute(String name, Object value) {
        requestAttributes.put(name, value);
        return this;
    }

    public FakeExchange dispatched(DispatcherType type) {
        dispatcherType = type;
        return this;
    }

    /** Its client takes so many writes before it stops reading. */
    public FakeExchange withRoom(int writes) {
        body.limit(writes);
        return this;
    }

    /** Its client is gone then. */
    public FakeExchange goingAway() {
        body.breakOff();
        return this;
    }

    /** The client reads on: there is room for so many more writes, and whoever waits for that goes on. */
    public void take(int writes) throws IOException {
        body.take(writes);
    }

    public int status() {
        return status;
    }

    /** The response header; empty if absent. */
    public String header(String name) {
        return responseHeaders.getOrDefault(name, "");
    }

    public byte[] body() {
        return body.bytes();
    }

    public String text() {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }

    /** The sizes of the writes that made the body. */
    public List<Integer> writes() {
        return body.writes();
    }

    public HttpServletRequest request() {
        return proxy(HttpServletRequest.class, this::request);
    }

    public HttpServletResponse response() {
        return proxy(HttpServletResponse.class, this::response);
    }

    /** How the request waits, if it does. */
    public FakeAsync async() {
        return async;
    }

    private @Nullable Object request(Object proxy, Method called, Object @Nullable [] arguments) {
        return switch (called.getName()) {
            case "getMethod" -> method;
            case "getRequestURI" -> "/app" + path.replaceFirst("\\?.*", "");
            case "getQueryString" -> path.contains("?") ? path.substring(path.indexOf('?') + 1) : null;
            case "getContextPath" -> "/app";
            case "getContentType" -> requestHeaders.get("Content-Type");
            case "getPathInfo" -> null;
            case "getServletPath" -> path.startsWith("/admin") ? "/admin" : path.replaceFirst("\\?.*", "");
            case "getRemoteAddr" -> remoteAddress;
            case "getServerName" -> serverName;
            case "authenticate" -> {
                if (roles == null) {
                    status = 401;
                }
                yield roles != null;
            }
            case "isUserInRole" -> roles != null && roles.contains((String) first(arguments));
            case "getParameter" ->
                path.contains("?" + first(arguments) + "=") ? path.substring(path.indexOf('=') + 1) : null;
            case "getRemoteUser" -> "tester";
            case "getDispatcherType" -> dispatcherType;
            case "getAttribute" -> requestAttributes.get(first(arguments));
            case "setAttribute" -> requestAttributes.put((String) first(arguments), second(arguments));
            case "getHeader" -> requestHeaders.get(first(arguments));
            case "getHeaders" ->
                Collections.enumeration(
                        requestHeaders.containsKey(first(arguments))
                                ? List.of(requestHeaders.get(first(arguments)))
                                : List.of());
            case "getContentLengthLong" -> Long.parseLong(requestHeaders.getOrDefault("Content-Length", "-1"));
            case "getProtocol" -> protocol;
            case "isAsyncStarted" -> async.started();
            case "startAsync" -> async.start(this, arguments);
            case "getInputStream" -> requestBody;
            case "getSession" -> session == null ? null : session.session();
            default -> throw new UnsupportedOperationException(called.toString());
        };
    }

    private @Nullable Object response(Object proxy, Method called, Object @Nullable [] arguments) {
        switch (called.getName()) {
            case "setStatus", "sendError" -> status = (Integer) first(arguments);
            case "setContentLengthLong", "setContentLength" ->
                responseHeaders.put("Content-Length", first(arguments).toString());
            case "setContentType" ->
                responseHeaders.put("Content-Type", first(arguments).toString());
            case "setHeader" -> {
                if (arguments != null) {
                    responseHeaders.put((String) arguments[0], (String) arguments[1]);
                }
            }
            case "sendRedirect" -> {
                status = 302;
                responseHeaders.put("Location", first(arguments).toString());
            }
            case "containsHeader" -> {
                return responseHeaders.containsKey(first(arguments));
            }
            case "flushBuffer" -> {}
            case "getOutputStream" -> {
                return body;
            }
            default -> throw new UnsupportedOperationException(called.toString());
        }
        return null;
    }

    static Object first(Object @Nullable [] arguments) {
        if (arguments == null) {
            throw new IllegalArgumentException("called without arguments");
        }
        return arguments[0];
    }

    private static Object second(Object @Nullable [] arguments) {
        if (arguments == null || arguments.length < 2) {
            throw new IllegalArgumentException("called without a second argument");
        }
        return arguments[1];
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FakeExchange.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

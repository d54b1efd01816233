package dev.ringcast.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<Integer> writes = new ArrayList<>();
    private @Nullable FakeSession session;
    private DispatcherType dispatcherType = DispatcherType.REQUEST;
    private int status = 200;
    private byte[] requestBody = new byte[0];
    private final FakeAsync async = new FakeAsync();

    public FakeExchange(String method, String path) {
        this.method = method;
        this.path = path;
    }

    public FakeExchange with(String header, String value) {
        requestHeaders.put(header, value);
        return this;
    }

    public FakeExchange withBody(String text) {
        requestBody = text.getBytes(StandardCharsets.UTF_8);
        return this;
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

    public int status() {
        return status;
    }

    /** The response header; empty if absent. */
    public String header(String name) {
        return responseHeaders.getOrDefault(name, "");
    }

    public byte[] body() {
        return body.toByteArray();
    }

    public String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    /** The sizes of the writes that made the body. */
    public List<Integer> writes() {
        return writes;
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
            case "getServletPath" -> path.startsWith("/admin") ? "/admin" : path;
            case "getRemoteAddr" -> "192.0.2.1";
            case "getRemoteUser" -> "tester";
            case "getDispatcherType" -> dispatcherType;
            case "getAttribute" -> requestAttributes.get(first(arguments));
            case "getHeader" -> requestHeaders.get(first(arguments));
            case "getHeaders" ->
                Collections.enumeration(
                        requestHeaders.containsKey(first(arguments))
                                ? List.of(requestHeaders.get(first(arguments)))
                                : List.of());
            case "startAsync" -> async.start(this);
            case "getInputStream" -> new RequestBody(requestBody);
            case "getSession" -> session == null ? null : session.session();
            default -> throw new UnsupportedOperationException(called.toString());
        };
    }

    private @Nullable Object response(Object proxy, Method called, Object @Nullable [] arguments) {
        switch (called.getName()) {
            case "setStatus" -> status = (Integer) first(arguments);
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
                return new BodyStream();
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

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FakeExchange.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** A session: its attributes. */
    public static final class FakeSession {
        private final Map<String, Object> attributes = new HashMap<>();

        public HttpSession session() {
            return proxy(HttpSession.class, (proxy, called, arguments) -> switch (called.getName()) {
                case "getAttribute" -> attributes.get(first(arguments));
                case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                default -> throw new UnsupportedOperationException(called.toString());
            });
        }
    }

    private static final class RequestBody extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        RequestBody(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("nothing of ours reads without blocking");
        }
    }

    private final class BodyStream extends ServletOutputStream {
        @Override
        public void write(int b) {
            body.write(b);
            writes.add(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            body.write(bytes, offset, length);
            writes.add(length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("nothing of ours writes without blocking");
        }
    }
}

package dev.ringcast.web.site;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads a request's body whenever something of it has come, holds no thread in between, and then has the servlet called.
 * What is too long is answered 413, what takes too long 408. The container calls its methods one after the other.
 */
final class BodyReader implements ReadListener, AsyncListener {
    /** Nothing here takes more than a few hundred bytes. */
    static final int MOST_BYTES = 8192;

    /** From the headers to the last byte. */
    static final long MOST_MILLIS = 5000;

    private final ByteArrayOutputStream body;
    private final BufferedBodyRequest request;
    private final HttpServletResponse response;
    private final ServletInputStream in;
    private final AsyncContext context;
    private final byte[] buffer = new byte[1024];

    private BodyReader(HttpServletRequest original, HttpServletResponse response) throws IOException {
        this.body = new ByteArrayOutputStream();
        this.request = new BufferedBodyRequest(original, body::toByteArray);
        this.response = response;
        this.in = original.getInputStream();
        this.context = original.startAsync(request, response);
    }

    /** Begins; the request is asynchronous when this returns. */
    static void start(HttpServletRequest request, HttpServletResponse response) throws IOException {
        BodyReader reader = new BodyReader(request, response);
        reader.context.setTimeout(MOST_MILLIS);
        reader.context.addListener(reader);
        reader.in.setReadListener(reader);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (in.isReady() && !in.isFinished()) {
            int read = in.read(buffer);
            if (read > 0) {
                body.write(buffer, 0, read);
            }
            if (body.size() > MOST_BYTES) {
                refuse(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
                return;
            }
        }
    }

    @Override
    public void onAllDataRead() {
        context.dispatch();
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        refuse(HttpServletResponse.SC_REQUEST_TIMEOUT);
    }

    private void refuse(int status) throws IOException {
        byte[] text = ErrorServlet.text(status).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain;charset=UTF-8");
        response.setContentLength(text.length);
        UnreadBody.announceClose(request, response);
        response.getOutputStream().write(text);
        context.complete();
    }

    @Override
    public void onError(Throwable error) {
        // The client has gone; the container calls the other onError, which ends the request.
    }

    @Override
    public void onError(AsyncEvent event) {
        context.complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        // Nothing is left.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // The servlet that is called then may wait by itself.
    }
}

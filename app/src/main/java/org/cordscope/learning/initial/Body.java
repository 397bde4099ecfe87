package org.cordscope.learning.initial;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, taken piece by piece by the thread that writes it, so that an interrupt ends the wait and silence
 * does too, after a while. (A body as a stream waits for ever.)
 */
public final class Body implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    /** What comes from the connection: pieces, and last the end, with a problem or without. */
    private record Event(
            List<ByteBuffer> pieces, boolean last, @Nullable Throwable problem) {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Queue<ByteBuffer> pieces = new ArrayDeque<>();
    private final Duration patience;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;

    /** @param patience how long nothing may come */
    public Body(Flow.Publisher<List<ByteBuffer>> from, Duration patience) {
        this.patience = patience;
        from.subscribe(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription connection) {
        subscription = connection;
        if (closed) {
            connection.cancel();
        } else {
            connection.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> arrived) {
        events.add(new Event(arrived, false, null));
    }

    @Override
    public void onError(Throwable problem) {
        events.add(new Event(List.of(), true, problem));
    }

    @Override
    public void onComplete() {
        events.add(new Event(List.of(), true, null));
    }

    /** The next bytes, or null at the end. */
    public @Nullable ByteBuffer next() throws NetworkException, InterruptedException {
        while (pieces.isEmpty()) {
            Event event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                throw new NetworkException("nothing more has come for " + patience.toSeconds() + " seconds");
            }
            if (event.problem() != null) {
                throw new NetworkException("the connection ended early", event.problem());
            }
            if (event.last()) {
                return null;
            }
            pieces.addAll(event.pieces());
            Flow.Subscription connection = subscription;
            if (connection != null) {
                connection.request(1);
            }
        }
        return pieces.remove();
    }

    /** Gives the connection up if it has not ended. */
    @Override
    public void close() {
        closed = true;
        Flow.Subscription connection = subscription;
        if (connection != null) {
            connection.cancel();
        }
    }
}

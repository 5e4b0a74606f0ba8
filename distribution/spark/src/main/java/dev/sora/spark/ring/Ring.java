// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The connections of a worker to its neighbours in the ring. All workers call the same methods in
 * the same order; each call returns when this worker's part is done. Used by one thread.
 *
 * <p>After a {@link RingException}, only {@link #close} is possible.
 */
public final class Ring implements AutoCloseable {

    /** Messages of this length fit into the buffers of any connection: sending never waits. */
    private static final int SMALL = 1 << 15;

    /** Longer messages are sent beside, whatever the buffers: the system may reduce them. */
    private static final int MOST = 1 << 17;

    private final RingMember me;
    private final RingConnections.Peer next;
    private final RingConnections.Peer previous;
    private final FrameWriter out;
    private final FrameReader in;
    private final RingSender sender;
    private final int fitting;
    private long spent;

    private Ring(RingMember me, RingConnections.Both both) throws IOException {
        this.me = me;
        next = both.next();
        previous = both.previous();
        next.socket().setSoTimeout(me.millis());
        previous.socket().setSoTimeout(me.millis());
        out = new FrameWriter(next.socket().getOutputStream(), key(next));
        in = new FrameReader(previous.socket().getInputStream(), key(previous), previous.name());
        sender = new RingSender(me, next);
        // a worker is at most one round for each other one ahead; the system counts its own data
        int share = next.socket().getSendBufferSize() / (2 * (me.size() - 1));
        fitting = Math.max(SMALL, Math.min(MOST, share));
    }

    private Optional<byte[]> key(RingConnections.Peer peer) {
        return me.encrypted() ? Optional.of(peer.key()) : Optional.empty();
    }

    /**
     * Joins the ring; returns when both neighbours have joined.
     *
     * @param port where the previous worker connects; it is closed
     * @param addresses the addresses of all workers, by rank
     * @throws RingException if a neighbour does not join in time, or does not know the secret
     */
    public static Ring join(RingMember me, RingPort port, List<String> addresses) {
        if (addresses.size() != me.size() || me.size() < 2) {
            throw new IllegalArgumentException(
                    "%d addresses for %d workers".formatted(addresses.size(), me.size()));
        }
        try (port) {
            RingConnections.Both both = new RingConnections(me, port, addresses).open();
            try {
                return new Ring(me, both);
            } catch (IOException e) {
                Sockets.close(both.next().socket());
                Sockets.close(both.previous().socket());
                throw RingException.lost(both.next().name(), me.timeout(), e);
            }
        }
    }

    /**
     * Adds up a vector over all workers; each ends with the sum, the same bits on all.
     *
     * <p>The part c of the vector is added in the order of workers c, c + 1, …, c - 1.
     *
     * @param values of the same length on all workers; replaced by the sum
     */
    public void add(float[] values) {
        if (isShort(values.length, me.size())) {
            timed(() -> addWhole(values));
        } else {
            timed(() -> addParts(values));
        }
    }

    /**
     * Returns whether vectors of this length are exchanged as a whole, in one round for each other
     * worker; longer ones are added up in parts, in two rounds for each other worker.
     *
     * @param numbers the length of the vector
     * @param workers the number of workers of the ring
     */
    public static boolean isShort(int numbers, int workers) {
        return ShortVectors.include(numbers, workers);
    }

    private void addWhole(float[] values) throws IOException {
        int size = me.size();
        Range whole = new Range(0, values.length);
        List<float[]> all = new ArrayList<>(Collections.nCopies(size, values.clone()));
        for (int step = 0; step < size - 1; step++) {
            float[] received = new float[values.length];
            pass(
                    Operation.WHOLE,
                    all.get(Math.floorMod(me.rank() - step, size)),
                    whole,
                    whole,
                    (start, part) -> System.arraycopy(part, 0, received, start, part.length));
            all.set(Math.floorMod(me.rank() - step - 1, size), received);
        }
        ShortVectors.add(all, values);
    }

    private void addParts(float[] values) throws IOException {
        int size = me.size();
        for (int step = 0; step < size - 1; step++) {
            pass(
                    Operation.SUM,
                    values,
                    Math.floorMod(me.rank() - step, size),
                    Math.floorMod(me.rank() - step - 1, size),
                    (start, part) -> {
                        for (int i = 0; i < part.length; i++) {
                            values[start + i] = part[i] + values[start + i];
                        }
                    });
        }
        for (int step = 0; step < size - 1; step++) {
            pass(
                    Operation.RESULT,
                    values,
                    Math.floorMod(me.rank() + 1 - step, size),
                    Math.floorMod(me.rank() - step, size),
                    (start, part) -> System.arraycopy(part, 0, values, start, part.length));
        }
    }

    /** Sends a part of a vector to the next worker, and receives another of the previous one. */
    private void pass(
            Operation operation, float[] values, int sent, int received, FrameReader.Sink sink)
            throws IOException {
        pass(operation, values, part(values, sent), part(values, received), sink);
    }

    private void pass(
            Operation operation, float[] values, Range sent, Range received, FrameReader.Sink sink)
            throws IOException {
        RingSender.Sending sending = () -> out.floats(operation, values, sent.from(), sent.to());
        if ((sent.to() - sent.from()) * (long) Float.BYTES <= fitting) {
            sender.now(sending);
            in.floats(operation, received.from(), received.to(), sink);
            return;
        }
        CompletableFuture<Void> beside = sender.start(sending);
        in.floats(operation, received.from(), received.to(), sink);
        sender.await(beside);
    }

    /** The indices of a part of a vector. */
    private record Range(int from, int to) {}

    private Range part(float[] values, int part) {
        return new Range(
                ShortVectors.begin(values.length, part, me.size()),
                ShortVectors.begin(values.length, part + 1, me.size()));
    }

    /**
     * Returns the bytes of all workers, by rank.
     *
     * @param most the greatest length that a worker may send
     */
    public List<byte[]> gather(byte[] own, int most) {
        List<byte[]> all = new ArrayList<>(Collections.nCopies(me.size(), own));
        timed(
                () -> {
                    for (int step = 0; step < me.size() - 1; step++) {
                        byte[] sent = all.get(Math.floorMod(me.rank() - step, me.size()));
                        CompletableFuture<Void> sending = sender.start(() -> bytes(sent));
                        all.set(Math.floorMod(me.rank() - step - 1, me.size()), bytes(most));
                        sender.await(sending);
                    }
                });
        return all;
    }

    private void bytes(byte[] sent) throws IOException {
        out.bytes(Operation.LENGTH, Frame.buffer(Integer.BYTES).putInt(sent.length).array());
        out.bytes(Operation.BYTES, sent);
    }

    private byte[] bytes(int most) throws IOException {
        byte[] announced = in.bytes(Operation.LENGTH, Integer.BYTES);
        int length = ByteBuffer.wrap(announced).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length < 0 || length > most) {
            throw RingException.message(
                    previous.name(),
                    "at most %,d bytes".formatted(most),
                    "%,d bytes".formatted(length));
        }
        return in.bytes(Operation.BYTES, length);
    }

    private interface Part {
        void run() throws IOException;
    }

    private void timed(Part part) {
        long begun = System.nanoTime();
        try {
            part.run();
        } catch (IOException e) {
            throw RingException.lost(previous.name(), me.timeout(), e);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RingException known ? known : e;
        } finally {
            spent += System.nanoTime() - begun;
        }
    }

    /** Returns the time in calls of the ring so far, in nanoseconds. */
    public long spentNanos() {
        return spent;
    }

    /** Returns how much of that it waited for messages to begin, in nanoseconds. */
    public long waitedNanos() {
        return in.waited();
    }

    /** Closes both connections; the neighbours notice it at once. */
    @Override
    public void close() {
        Sockets.close(next.socket());
        Sockets.close(previous.socket());
        sender.close();
    }
}

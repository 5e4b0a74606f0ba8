// SPDX-License-Identifier: Apache-2.0

import dev.sora.spark.ring.Ring;
import dev.sora.spark.ring.RingMember;
import dev.sora.spark.ring.RingPort;
import dev.sora.spark.ring.RingSecret;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A worker of a ring in a process of its own, which only exchanges: it compares the time in which
 * vectors are added up with the formula of docs/spark.md.
 *
 * <pre>
 * java SparkRing.java RANK WORKERS FOLDER HOST DELAY BANDWIDTH
 * </pre>
 *
 * FOLDER is one of all workers, in which they find each other; HOST the address of this one; DELAY
 * the milliseconds by which what it sends to the next worker is late; BANDWIDTH that of the network
 * in bytes a second, for the formula. A relay delays the bytes, since not every kernel does.
 */
final class SparkRing {

    private static final int[] NUMBERS = {1_000, 100_000, 1_000_000};
    private static final int TIMES = 9;

    /** How long a worker waits for the others to start. */
    private static final Duration MOST_WAIT = Duration.ofMinutes(2);

    private SparkRing() {}

    public static void main(String[] args) throws Exception {
        int rank = Integer.parseInt(args[0]);
        int workers = Integer.parseInt(args[1]);
        Path folder = Path.of(args[2]);
        double delay = Double.parseDouble(args[4]) / 1e3;
        double bandwidth = Double.parseDouble(args[5]);
        RingPort port = RingPort.open(args[3]);
        publish(folder.resolve("address-" + rank), port.address());
        if (rank == 0) {
            publish(folder.resolve("secret"), RingSecret.random());
        }
        RingSecret secret = (RingSecret) await(folder.resolve("secret"));
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            addresses.add((String) await(folder.resolve("address-" + i)));
        }
        int next = (rank + 1) % workers;
        addresses.set(next, relay(addresses.get(next), Math.round(delay * 1e9)));
        RingMember me =
                new RingMember(rank, workers, "formula", secret, Duration.ofMinutes(2), false);
        try (Ring ring = Ring.join(me, port, addresses)) {
            for (int numbers : NUMBERS) {
                double seconds = seconds(ring, new float[numbers]);
                double bytes = 4.0 * numbers;
                double formula =
                        Ring.isShort(numbers, workers)
                                ? (workers - 1) * (bytes / bandwidth + delay)
                                : 2.0 * (workers - 1) / workers * bytes / bandwidth
                                        + 2 * (workers - 1) * delay;
                if (rank == 0) {
                    System.out.printf(
                            Locale.ROOT,
                            "%7d  %9.0f  %11.2f  %10.2f  %5.2f%n",
                            workers,
                            bytes,
                            1e3 * seconds,
                            1e3 * formula,
                            seconds / formula);
                }
            }
        }
        System.exit(0);
    }

    private static double seconds(Ring ring, float[] vector) {
        ring.add(vector);
        double[] seconds = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long begun = System.nanoTime();
            ring.add(vector);
            seconds[i] = (System.nanoTime() - begun) / 1e9;
        }
        Arrays.sort(seconds);
        return seconds[TIMES / 2];
    }

    private static void publish(Path file, Object value) throws IOException {
        Path part = Files.createTempFile(file.getParent(), "part", "");
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(part))) {
            out.writeObject(value);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Object await(Path file) throws Exception {
        long end = System.nanoTime() + MOST_WAIT.toNanos();
        while (!Files.exists(file)) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("another worker did not write " + file);
            }
            Thread.sleep(20);
        }
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
            return in.readObject();
        }
    }

    /** Returns the address of a relay to another one, within this machine. */
    private static String relay(String address, long delay) throws IOException {
        if (delay == 0) {
            return address;
        }
        int colon = address.lastIndexOf(':');
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        start(
                () -> {
                    try (Socket near = server.accept();
                            Socket far =
                                    new Socket(
                                            address.substring(0, colon),
                                            Integer.parseInt(address.substring(colon + 1)))) {
                        near.setTcpNoDelay(true);
                        far.setTcpNoDelay(true);
                        Thread back =
                                start(() -> copy(far.getInputStream(), near.getOutputStream(), 0));
                        copy(near.getInputStream(), far.getOutputStream(), delay);
                        back.join();
                    }
                });
        return "127.0.0.1:" + server.getLocalPort();
    }

    private record Late(long due, byte[] bytes) {}

    private static void copy(InputStream in, OutputStream out, long delay) throws Exception {
        BlockingQueue<Late> queue = new LinkedBlockingQueue<>(4096);
        start(
                () -> {
                    for (Late next = queue.take(); next.bytes().length > 0; next = queue.take()) {
                        long left = next.due() - System.nanoTime();
                        if (left > 0) {
                            Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
                        }
                        out.write(next.bytes());
                        out.flush();
                    }
                });
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
            queue.put(new Late(System.nanoTime() + delay, Arrays.copyOf(buffer, n)));
        }
        queue.put(new Late(0, new byte[0]));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Thread start(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (Exception e) {
                                // the connection ends with the worker
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}

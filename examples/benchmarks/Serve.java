// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A client that keeps connections busy, for serve.sh. Each connection has one request in flight.
 * With a name as the fourth word, it prints rows of a table without a head, of 1 and 16 connections.
 */
final class Serve {

    private static final int[] CONNECTIONS = {1, 4, 16, 64};

    private final URI address;
    private final String record;
    private final long seconds;

    private Serve(URI address, String record, long seconds) {
        this.address = address;
        this.record = record;
        this.seconds = seconds;
    }

    public static void main(String[] words) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Serve client = new Serve(URI.create(words[0]), words[1], Long.parseLong(words[2]));
        // the compiler of the JVM takes processors from the server until it has optimised it
        client.run(16, 10);
        if (words.length > 3) {
            client.print(String.format("%-30s", words[3]), 1);
            client.print(String.format("%-30s", words[3]), 16);
            return;
        }
        System.out.println("connections  requests/s  p50 ms  p99 ms  refused");
        for (int connections : CONNECTIONS) {
            client.print("", connections);
        }
    }

    private void print(String name, int connections) throws Exception {
        List<Connection> all = run(connections, seconds);
        long[] times =
                all.stream().flatMapToLong(each -> Arrays.stream(each.times, 0, each.count)).toArray();
        Arrays.sort(times);
        System.out.printf(
                "%s%11d  %10.0f  %6.2f  %6.2f  %7d%n",
                name,
                connections,
                (double) times.length / seconds,
                times.length == 0 ? 0 : times[times.length / 2] / 1e6,
                times.length == 0 ? 0 : times[(int) (times.length * 0.99)] / 1e6,
                all.stream().mapToLong(each -> each.refused).sum());
    }

    private List<Connection> run(int connections, long length) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(length);
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Connection each = new Connection(end);
            all.add(each);
            each.start();
        }
        for (Connection each : all) {
            each.join();
            if (each.failure != null) {
                throw new IllegalStateException(each.failure);
            }
        }
        return all;
    }

    private final class Connection extends Thread {

        private final byte[] request;
        private final long end;
        private long[] times = new long[1 << 16];
        private int count;
        private long refused;
        private Exception failure;

        private Connection(long end) {
            this.end = end;
            byte[] body = record.getBytes(StandardCharsets.UTF_8);
            String head =
                    "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                            .formatted(
                                    address.getPath(),
                                    address.getAuthority(),
                                    body.length);
            this.request = (head + record).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void run() {
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                socket.setTcpNoDelay(true);
                OutputStream out = socket.getOutputStream();
                InputStream in = new BufferedInputStream(socket.getInputStream());
                while (System.nanoTime() < end) {
                    long begin = System.nanoTime();
                    out.write(request);
                    int status = answer(in);
                    if (status == 200) {
                        if (count == times.length) {
                            times = Arrays.copyOf(times, 2 * count);
                        }
                        times[count++] = System.nanoTime() - begin;
                    } else if (status == 503 || status == 429) {
                        refused++;
                    } else {
                        throw new IllegalStateException("status " + status);
                    }
                }
            } catch (Exception e) {
                failure = e;
            }
        }

        /** Reads one answer, and returns its status. */
        private static int answer(InputStream in) throws Exception {
            StringBuilder head = new StringBuilder();
            while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IllegalStateException("the server closed: " + head);
                }
                head.append((char) next);
            }
            String text = head.toString();
            int at = text.indexOf("Content-Length: ") + 16;
            in.readNBytes(Integer.parseInt(text.substring(at, text.indexOf('\r', at))));
            return Integer.parseInt(text.substring(9, 12));
        }
    }
}

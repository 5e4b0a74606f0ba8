// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps 64 connections busy while the package in the server's repository is replaced every two
 * seconds, for serve.sh. Counts the requests, those that failed, the different answers (each of
 * the packages has one), and the memory of the server's process.
 */
final class Soak {

    private static final int CONNECTIONS = 64;
    private static final int EVERY_SECONDS = 2;

    private final URI address;
    private final byte[] request;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Set<String> answers = new ConcurrentSkipListSet<>();
    private final Set<String> failures = new ConcurrentSkipListSet<>();

    private Soak(URI address, String record) {
        this.address = address;
        byte[] body = record.getBytes(StandardCharsets.UTF_8);
        this.request =
                ("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                                .formatted(
                                        address.getPath(),
                                        address.getAuthority(),
                                        body.length,
                                        record))
                        .getBytes(StandardCharsets.UTF_8);
    }

    /** Takes address, record, seconds, the served package, the server's process, the packages. */
    public static void main(String[] words) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Soak soak = new Soak(URI.create(words[0]), words[1]);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Integer.parseInt(words[2]));
        Path served = Path.of(words[3]);
        long process = Long.parseLong(words[4]);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Thread client = new Thread(() -> soak.ask(end));
            client.start();
            clients.add(client);
        }
        List<Long> memory = new ArrayList<>();
        int swaps = 0;
        while (System.nanoTime() < end) {
            TimeUnit.SECONDS.sleep(EVERY_SECONDS);
            Path next = served.resolveSibling("next");
            Files.copy(
                    Path.of(words[5 + swaps++ % (words.length - 5)]),
                    next,
                    StandardCopyOption.REPLACE_EXISTING);
            Files.move(next, served, StandardCopyOption.ATOMIC_MOVE);
            memory.add(megabytes(process));
        }
        for (Thread client : clients) {
            client.join();
        }
        System.out.printf(
                "%d requests from %d connections, %d replaced packages, %d failed, %d different answers%n",
                soak.requests.get(),
                CONNECTIONS,
                swaps,
                soak.failed.get(),
                soak.answers.size());
        int quarter = Math.max(1, memory.size() / 4);
        System.out.printf(
                "memory of the server: %d MB after a quarter of the time, %d MB at the end%n",
                memory.get(quarter - 1), memory.get(memory.size() - 1));
        soak.failures.forEach(System.out::println);
        System.exit(soak.failed.get() == 0 ? 0 : 1);
    }

    private static long megabytes(long process) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
            }
        }
        return -1;
    }

    private void ask(long end) {
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                socket.setTcpNoDelay(true);
                OutputStream out = socket.getOutputStream();
                InputStream in = new BufferedInputStream(socket.getInputStream());
                while (System.nanoTime() < end) {
                    requests.incrementAndGet();
                    out.write(request);
                    String answer = answer(in);
                    if (!answer.startsWith("HTTP/1.1 200")) {
                        throw new IOException(answer);
                    }
                    // the same record in another batch agrees up to rounding
                    answers.add(
                            answer.substring(answer.indexOf("\r\n\r\n") + 4)
                                    .replaceAll("(\\d\\.\\d{3})\\d+", "$1"));
                }
            } catch (IOException e) {
                failed.incrementAndGet();
                failures.add(String.valueOf(e.getMessage()));
            }
        }
    }

    private static String answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server closed: " + head);
            }
            head.append((char) next);
        }
        String text = head.toString();
        int at = text.indexOf("Content-Length: ") + 16;
        byte[] body = in.readNBytes(Integer.parseInt(text.substring(at, text.indexOf('\r', at))));
        return text + new String(body, StandardCharsets.UTF_8);
    }
}

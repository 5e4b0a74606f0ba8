// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.sora.data.DataRecord;
import dev.sora.source.DataSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * A PostgreSQL server for tests: on loopback, at a free port, with its data in a temporary folder.
 *
 * <p>Its programs come out of a jar, so that nothing need be installed. PostgreSQL refuses to run
 * as root; where the tests do, it runs as {@code nobody}.
 */
final class PostgresServer implements AutoCloseable {

    static final String USER = "sora";
    static final String PASSWORD = "not 'so' secret";
    private static final int NOBODY = 65534;

    private final Path folder;
    private final boolean root;
    private final int port;
    private boolean running;

    private PostgresServer(Path folder, boolean root, int port) {
        this.folder = folder;
        this.root = root;
        this.port = port;
    }

    /** Starts one, or leaves the test out where that cannot be done, and says why. */
    static PostgresServer start() {
        try {
            Path folder = Files.createTempDirectory("sora-postgres");
            boolean root = "root".equals(System.getProperty("user.name"));
            PostgresServer server = new PostgresServer(folder, root, freePort());
            try {
                server.unpack();
                server.prepare();
                server.run();
                return server;
            } catch (IOException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            return abort("no PostgreSQL server can be started here: " + e.getMessage());
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }

    String place() {
        return "127.0.0.1:%d/postgres".formatted(port);
    }

    /** Runs statements, each in a transaction of its own. */
    void execute(String... statements) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", PASSWORD);
        try (Connection connection = Drivers.postgreSql(url(), properties);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns settings of a source on this server. */
    Map<String, Object> settings(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("url", url());
        settings.put("user", USER);
        settings.put("password_variable", "SORA_TRIAL");
        settings.putAll(more);
        return settings;
    }

    DataSource open(Map<String, ?> more) {
        return Trial.open(Trial.jdbc(name -> PASSWORD), settings(more));
    }

    List<DataRecord> all(Map<String, ?> more) {
        return Trial.all(Trial.jdbc(name -> PASSWORD), settings(more));
    }

    /** Ends the server as a crash would. */
    void kill() throws IOException {
        command("stop", List.of(program("pg_ctl"), "stop", "-w", "-m", "immediate", "-D", data()));
        running = false;
    }

    void run() throws IOException {
        String options =
                "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
                                .formatted(port)
                        + " -c shared_buffers=16MB -c max_connections=20";
        command(
                "start",
                List.of(
                        program("pg_ctl"),
                        "start",
                        "-w",
                        "-t",
                        "60",
                        "-D",
                        data(),
                        "-l",
                        folder.resolve("log").toString(),
                        "-o",
                        options));
        running = true;
    }

    @Override
    public void close() {
        try {
            if (running) {
                kill();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void prepare() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        if (root) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.toList()) {
                    Files.setAttribute(file, "unix:uid", NOBODY, NOFOLLOW_LINKS);
                }
            }
        }
        command(
                "initdb",
                List.of(
                        program("initdb"),
                        "-D",
                        data(),
                        "-U",
                        USER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + password,
                        "--no-locale",
                        "--encoding=UTF8",
                        "--no-sync"));
    }

    private void command(String what, List<String> command) throws IOException {
        List<String> whole = new ArrayList<>();
        if (root) {
            whole.addAll(
                    List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        whole.addAll(command);
        // a file, since a server would hold a pipe open; read by nobody else
        Path said = Files.createTempFile("sora-postgres", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(whole);
            builder.directory(folder.toFile()).redirectErrorStream(true);
            builder.redirectOutput(said.toFile());
            Map<String, String> environment = builder.environment();
            environment.keySet().removeIf(name -> name.startsWith("PG"));
            environment.put("LC_ALL", "C");
            Process process = builder.start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(what + " does not end");
            }
            if (process.exitValue() != 0) {
                throw new IOException(what + " failed: " + Files.readString(said).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(what + " was interrupted", e);
        } finally {
            Files.delete(said);
        }
    }

    /** The programs are packed as a tar in xz, the only file of that ending in their jar. */
    private void unpack() throws IOException {
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        String machine =
                switch (System.getProperty("os.arch")) {
                    case "aarch64" -> "arm_64";
                    default -> "x86_64";
                };
        String name = "/postgres-%s-%s.txz".formatted(system, machine);
        try (InputStream packed = PostgresServer.class.getResourceAsStream(name)) {
            if (packed == null) {
                throw new IOException("there are no programs for this machine");
            }
            TarArchiveInputStream tar =
                    new TarArchiveInputStream(
                            new XZCompressorInputStream(new BufferedInputStream(packed)));
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpack(entry, tar);
            }
        }
    }

    private void unpack(TarArchiveEntry entry, InputStream content) throws IOException {
        Path to = folder.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
            Files.createDirectories(to);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(to.getParent());
            Files.createSymbolicLink(to, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(to.getParent());
            Files.copy(content, to);
            boolean program = (entry.getMode() & 0100) != 0;
            var rights = PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--");
            Files.setPosixFilePermissions(to, rights);
        }
        if (Files.isDirectory(to)) {
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys of a file, one a line: {@code NAME KEY}, or {@code NAME KEY admin} for one that may
 * load and unload models. A changed file is read again; one that is not valid changes nothing.
 */
final class Keys {

    private static final Logger LOG = LoggerFactory.getLogger(Keys.class);
    private static final int LEAST_LENGTH = 16;
    private static final long MOST_BYTES = 1 << 20;
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(2);

    private final Path file;
    private volatile List<Key> keys;
    private FileTime modified;
    private long looked = System.nanoTime();

    /** A key, as its digest. */
    private record Key(String name, byte[] digest, boolean admin) {}

    /** The client that a key belongs to. */
    record Client(String name, boolean admin) {}

    /**
     * Reads a file.
     *
     * @throws SoraException if it cannot be read or is not valid
     */
    Keys(Path file) {
        this.file = file;
        this.keys = read();
    }

    private List<Key> read() {
        List<Key> read = new ArrayList<>();
        try {
            modified = Files.getLastModifiedTime(file);
            if (Files.size(file) > MOST_BYTES) {
                throw broken("it is too large", "at most 1 MB");
            }
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] words = line.strip().split("\\s+");
                boolean admin = words.length == 3 && words[2].equals("admin");
                if (words.length != 2 && !admin || words[1].length() < LEAST_LENGTH) {
                    throw broken(
                            "line %d is not a key".formatted(number),
                            "NAME KEY, or NAME KEY admin, with a key of at least 16 characters");
                }
                read.add(new Key(words[0], digest(words[1]), admin));
            }
        } catch (IOException e) {
            throw new SoraException(
                    Problem.of("SORA-6005", "the file of API keys cannot be read")
                            .where(file.toString())
                            .have(e.toString()),
                    e);
        }
        if (read.isEmpty()) {
            throw broken("it has no keys", "at least one line");
        }
        return List.copyOf(read);
    }

    private SoraException broken(String what, String needs) {
        return new SoraException(
                Problem.of("SORA-6005", "the file of API keys is not valid: " + what)
                        .where(file.toString())
                        .needs(needs));
    }

    /**
     * Returns the client of a header {@code Authorization: Bearer KEY}. The time that this takes
     * does not depend on how much of a key is right: digests are compared, all of them, each in
     * constant time.
     */
    Optional<Client> client(String authorization) {
        refresh();
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.empty();
        }
        byte[] given = digest(authorization.substring(7).strip());
        Client found = null;
        for (Key key : keys) {
            if (MessageDigest.isEqual(key.digest(), given)) {
                found = new Client(key.name(), key.admin());
            }
        }
        return Optional.ofNullable(found);
    }

    private synchronized void refresh() {
        if (System.nanoTime() - looked < PAUSE) {
            return;
        }
        looked = System.nanoTime();
        try {
            if (!Files.getLastModifiedTime(file).equals(modified)) {
                keys = read();
                LOG.info("read the API keys again");
            }
        } catch (IOException | SoraException e) {
            LOG.warn("the API keys stay as they were: {}", e.getMessage());
        }
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import dev.sora.container.jar.JarMeter;
import dev.sora.container.jar.JarShape;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Verifies the signatures of a jar with the JDK: those of every entry, not only of the entries that
 * are loaded.
 *
 * <p>Each entry must be signed, including classes, services, versions for other Java releases and
 * nested jars. Only the manifest, which the signatures cover themselves, and the signature files
 * are exempt.
 */
final class SignedJar {

    /**
     * The entries without a signature; fewer than the JDK exempts, which also accepts all names
     * that begin with SIG-.
     */
    private static final Pattern SIGNATURE =
            Pattern.compile("META-INF/(MANIFEST\\.MF|[^/]+\\.(SF|RSA|DSA|EC))");

    private static final int NAMED = 3;

    private SignedJar() {}

    /**
     * Reads all entries of a jar.
     *
     * @param path the jar
     * @param needs the policy, for messages
     * @return the signers of every entry; at least one
     * @throws SoraException if entries are unsigned or changed, or have no common signer
     */
    static Set<CodeSigner> signers(Path path, String needs) {
        List<String> unsigned = new ArrayList<>();
        Set<CodeSigner> common = null;
        boolean signatures = false;
        int count = 0;
        // Check the directory before the JDK reads it: a hostile one must not consume memory.
        try (JarFile plain = JarShape.open(path);
                JarFile jar = new JarFile(path.toFile(), true)) {
            JarMeter whole = JarMeter.of(path);
            JarMeter meter = JarMeter.of(path);
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.isDirectory()) {
                    continue;
                }
                requireEnd(plain, entry, whole);
                if (SIGNATURE.matcher(entry.getName().toUpperCase(Locale.ROOT)).matches()) {
                    signatures |= entry.getName().toUpperCase(Locale.ROOT).endsWith(".SF");
                    continue;
                }
                count++;
                try (InputStream in = jar.getInputStream(entry)) {
                    meter.read(in, entry.getName());
                }
                CodeSigner[] signed = entry.getCodeSigners();
                if (signed == null || signed.length == 0) {
                    unsigned.add(entry.getName());
                } else if (common == null) {
                    common = new LinkedHashSet<>(Arrays.asList(signed));
                } else {
                    common.retainAll(Arrays.asList(signed));
                }
            }
        } catch (SecurityException e) {
            throw new SoraException(
                    Problem.of("SORA-3312", "the jar was changed after it was signed")
                            .where(path.toString())
                            .needs(needs)
                            .have(String.valueOf(e.getMessage()))
                            .fix("get the jar again from a source that you trust"),
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(path, needs, e);
        }
        if (!unsigned.isEmpty() || count == 0) {
            throw new SoraException(unsigned(path, needs, signatures, unsigned, count));
        }
        if (common == null || common.isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-3311", "no signer has signed the whole jar")
                            .where(path.toString())
                            .needs(needs)
                            .have("entries signed by different people")
                            .fix("let one of them sign the whole jar"));
        }
        return common;
    }

    /**
     * Checks that an entry ends where the directory states. The JDK verifies only up to that point,
     * but a reader that does not verify reads on and could find another jar there.
     */
    private static void requireEnd(JarFile plain, JarEntry entry, JarMeter meter)
            throws IOException {
        long size;
        try (InputStream in = plain.getInputStream(entry)) {
            size = meter.read(in, entry.getName());
        }
        if (size != entry.getSize()) {
            throw new SecurityException(
                    "%s: %,d bytes, and the directory says %,d"
                            .formatted(entry.getName(), size, entry.getSize()));
        }
    }

    private static SoraException unreadable(Path path, String needs, Exception cause) {
        return new SoraException(
                Problem.of("SORA-3312", "the jar's signatures cannot be read")
                        .where(path.toString())
                        .needs(needs)
                        .have(String.valueOf(cause.getMessage()))
                        .fix("get the jar again; this one is damaged"),
                cause);
    }

    private static Problem unsigned(
            Path path, String needs, boolean signatures, List<String> unsigned, int count) {
        boolean all = unsigned.size() == count;
        String named =
                String.join(", ", unsigned.stream().limit(NAMED).toList())
                        + (unsigned.size() > NAMED
                                ? " and %d more".formatted(unsigned.size() - NAMED)
                                : "");
        Problem problem = Problem.of("SORA-3311", "not all of the jar is signed");
        if (all) {
            problem =
                    Problem.of(
                            "SORA-3311",
                            signatures
                                    ? "the jar's signature is not valid"
                                    : "the jar is not signed");
        }
        return problem.where(path.toString())
                .needs(needs)
                .have(
                        !all
                                ? "unsigned: " + named
                                : signatures
                                        ? "a signature that is damaged, or uses an algorithm"
                                                + " that Java considers too weak"
                                        : "no signature")
                .fix("sign it: jarsigner -keystore KEYS %s ALIAS".formatted(path.getFileName()));
    }
}

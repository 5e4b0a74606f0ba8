// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.lock;

import dev.sora.artefact.LocalArtefact;
import dev.sora.core.io.Digests;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the files that settings of inputs and of particles that files define name, such as
 * tokenizers: what these nodes give depends on them, and they are no files of data.
 */
final class InputFiles {

    /** The setting whose value is an artefact of the local Maven repository. */
    private static final String ARTEFACT = "artefact";

    /** A file that every jar of Maven contains: an artefact may be named without one. */
    private static final String ANY = ":META-INF/MANIFEST.MF";

    private InputFiles() {}

    /**
     * A file.
     *
     * @param path the file, or the jar that contains it
     */
    record Used(String node, String setting, Path path, long size, String sha256) {}

    /** Returns the files that exist; the inputs themselves refuse others. */
    static List<Used> of(Plan plan) {
        List<Used> files = new ArrayList<>();
        for (Node node : plan.nodes()) {
            boolean defined = node instanceof Node.Core core && core.definition().isPresent();
            if (!(node instanceof Node.Input) && !defined) {
                continue;
            }
            for (Map.Entry<String, Object> entry : node.planned().settings().asMap().entrySet()) {
                String setting = entry.getKey();
                path(setting, entry.getValue())
                        .filter(Files::isRegularFile)
                        .ifPresent(file -> files.add(measured(node.name(), setting, file)));
            }
        }
        return files;
    }

    private static Used measured(String node, String setting, Path file) {
        return new Used(node, setting, file, file.toFile().length(), Digests.sha256(file));
    }

    private static Optional<Path> path(String setting, Object value) {
        if (value instanceof Path file) {
            return Optional.of(file);
        }
        if (!setting.equals(ARTEFACT) || !(value instanceof String text)) {
            return Optional.empty();
        }
        try {
            String[] parts = text.strip().split(":", 4);
            String jar = String.join(":", Arrays.copyOf(parts, Math.min(3, parts.length))) + ANY;
            return Optional.of(LocalArtefact.find(jar, List.of()).jar());
        } catch (SoraException e) {
            return Optional.empty();
        }
    }
}

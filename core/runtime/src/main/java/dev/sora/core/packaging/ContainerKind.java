// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The kinds of container, and the entries that each has. */
enum ContainerKind {
    MODEL(
            2,
            List.of(
                    ModelPackage.MANIFEST,
                    ModelPackage.LOCK,
                    ModelPackage.WEIGHTS,
                    ModelPackage.METRICS,
                    ModelPackage.CARD),
            List.of(ModelPackage.MEANS, ModelPackage.DISTRIBUTIONS)),
    CHECKPOINT(
            1,
            List.of(Checkpoint.PROGRESS, Checkpoint.WEIGHTS, Checkpoint.OPTIMISER),
            List.of(Checkpoint.BEST)),
    INDEX(1, List.of(IndexFile.CONTENTS), List.of(IndexFile.TENSORS));

    static final String PARTICLES = "particles/";
    private static final Pattern PARTICLE =
            Pattern.compile(
                    "particles/[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]{0,127}\\.(json|safetensors)");

    private final long format;
    private final List<String> required;
    private final List<String> optional;

    ContainerKind(long format, List<String> required, List<String> optional) {
        this.format = format;
        this.required = required;
        this.optional = optional;
    }

    /** Returns the name of the kind in {@code format.json}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the number of its form, which a reader compares before it reads entries. Models of
     * form 1 contain learned preprocessing as trees without tensors, as 0.2 wrote them.
     */
    long format() {
        return format;
    }

    /** Checks that the names are those of this kind, and that none is missing. */
    void checkNames(Path file, Collection<String> names) {
        for (String name : names) {
            if (!knows(name)) {
                throw Entries.unexpected(
                        file + ", " + Entries.printable(name), "the file holds an unknown entry");
            }
        }
        for (String name : required) {
            if (!names.contains(name)) {
                throw Entries.missing(file, name);
            }
        }
    }

    private boolean knows(String name) {
        return name.equals(Container.FORMAT_ENTRY)
                || required.contains(name)
                || optional.contains(name)
                || (this == MODEL && isParticle(name));
    }

    static boolean isParticle(String name) {
        return PARTICLE.matcher(name).matches();
    }
}

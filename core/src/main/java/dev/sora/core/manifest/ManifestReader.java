// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.core.manifest.YamlNode.Mapping;
import dev.sora.core.manifest.YamlNode.Sequence;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads manifests, and other YAML that people write for Sora, such as a data source of its own.
 *
 * <p>A manifest is untrusted: its size, depth and number of values are bounded, and no type is ever
 * made of a tag.
 */
public final class ManifestReader {

    /**
     * Reads a file.
     *
     * @throws SoraException with every problem that can be found without knowing what keys mean
     */
    public Manifest read(Path file, Overrides overrides) {
        Path name = file.getFileName();
        String label = name == null ? file.toString() : name.toString();
        Path folder = file.toAbsolutePath().normalize().getParent();
        String text = ManifestFile.read(file, label);
        return read(label, folder == null ? file.toAbsolutePath() : folder, text, overrides);
    }

    /**
     * Reads a text that is at hand, such as the manifest in a model package.
     *
     * @param label its name in messages
     * @param folder the folder from which relative paths count
     * @throws SoraException with every problem that can be found without knowing what keys mean
     */
    public Manifest read(String label, Path folder, String text, Overrides overrides) {
        List<Problem> problems = new ArrayList<>();
        Optional<YamlNode> composed = YamlComposer.compose(label, "", text, problems);
        Mapping root = root(label, composed, problems);
        new Assignments(label, problems).apply(root, overrides.assignments());
        TreeBuilder builder =
                new TreeBuilder(label, new Interpolation(overrides.environment()), problems);
        Map<String, Object> tree = builder.build(root);
        if (!problems.isEmpty()) {
            throw new SoraException(problems, null);
        }
        return new Manifest(label, folder, tree, builder.marks());
    }

    private static Mapping root(String label, Optional<YamlNode> composed, List<Problem> problems) {
        if (composed.isPresent() && composed.get() instanceof Mapping mapping) {
            return mapping;
        }
        boolean nothing =
                composed.isEmpty()
                        || (composed.get() instanceof YamlNode.Scalar scalar
                                && scalar.plain()
                                && ScalarTypes.resolve(scalar.text()) == null);
        String have = composed.orElse(null) instanceof Sequence ? "a list" : "a single value";
        problems.add(
                nothing
                        ? ManifestCode.EMPTY
                                .problem("the file says nothing")
                                .where(label + ":1:1")
                                .fix("begin with 'manifest: 1'; the guide has examples")
                        : ManifestCode.TOP_LEVEL
                                .problem("a manifest is a mapping from sections to their contents")
                                .where(
                                        "%s:%d:%d"
                                                .formatted(
                                                        label,
                                                        composed.get().place().line(),
                                                        composed.get().place().column()))
                                .needs("manifest: 1, then inputs:, outputs: and so on")
                                .have(have)
                                .fix("write 'key: value' lines without '-' in front"));
        throw new SoraException(problems, null);
    }
}

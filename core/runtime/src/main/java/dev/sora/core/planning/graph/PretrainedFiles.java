// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.artefact.LocalArtefact;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.PretrainedSettings;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.weights.Adapter;
import dev.sora.core.weights.CheckpointFile;
import dev.sora.core.weights.ForeignWeights;
import dev.sora.core.weights.ForeignWeights.AmbiguousException;
import dev.sora.core.weights.NameRules;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads files of weights of other programs, each once. */
final class PretrainedFiles {

    private final PlanProblems problems;
    private final Map<String, Optional<CheckpointFile>> opened = new HashMap<>();

    PretrainedFiles(PlanProblems problems) {
        this.problems = problems;
    }

    /**
     * Reads the weights for a node, or adds a problem.
     *
     * @param given the value of the key
     * @param names the names that the node's type knows
     */
    Optional<ForeignWeights> read(Section section, Settings given, Map<String, String> names) {
        String path = section.path(CoreSettings.PRETRAINED.name());
        Optional<Path> file = given.find(PretrainedSettings.FILE);
        Optional<String> artefact = given.find(PretrainedSettings.ARTEFACT);
        if (section.has(CoreSettings.PACKAGE.name()) || file.isPresent() == artefact.isPresent()) {
            problems.atKey(
                    path,
                    ManifestCode.PRETRAINED_ORIGIN
                            .problem("the weights need one origin")
                            .needs("'file' or 'artefact' within 'pretrained', and no 'package'")
                            .fix("name one of them"));
            return Optional.empty();
        }
        Map<String, String> map = given.find(PretrainedSettings.MAP).orElse(Map.of());
        Optional<String> impossible = NameRules.impossible(map);
        if (impossible.isPresent()) {
            problems.at(
                    path + ".map",
                    ManifestCode.PRETRAINED_MAP
                            .problem("a parameter has more * than the pattern of its tensor")
                            .have(impossible.get() + ": " + map.get(impossible.get()))
                            .fix("write a * in the pattern for each of the parameter"));
            return Optional.empty();
        }
        Optional<CheckpointFile> found =
                file.isPresent()
                        ? open(path, "file " + file.get(), () -> CheckpointFile.read(file.get()))
                        : open(path, artefact.get(), () -> read(artefact.get()));
        Optional<ForeignWeights> weights =
                found.flatMap(checkpoint -> named(path, checkpoint, given, map, names));
        Optional<Path> adapter = given.find(PretrainedSettings.ADAPTER);
        return adapter.isEmpty()
                ? weights
                : weights.flatMap(own -> adapted(section, path, own, adapter.get()));
    }

    private Optional<ForeignWeights> adapted(
            Section section, String path, ForeignWeights weights, Path file) {
        String node = section.path().substring(section.path().lastIndexOf('.') + 1);
        try {
            return open(path, "file " + file, () -> CheckpointFile.read(file))
                    .map(found -> Adapter.of(found, node))
                    .map(weights::with);
        } catch (SoraException e) {
            e.problems().forEach(problem -> problems.at(path + ".adapter", problem));
            return Optional.empty();
        }
    }

    private static CheckpointFile read(String artefact) {
        return CheckpointFile.read(LocalArtefact.find(artefact, CheckpointFile.ENDINGS));
    }

    private Optional<CheckpointFile> open(
            String path, String key, Supplier<CheckpointFile> reading) {
        return opened.computeIfAbsent(
                key,
                k -> {
                    try {
                        return Optional.of(reading.get());
                    } catch (SoraException e) {
                        for (Problem problem : e.problems()) {
                            problems.at(path, problem);
                        }
                        return Optional.empty();
                    }
                });
    }

    private Optional<ForeignWeights> named(
            String path,
            CheckpointFile file,
            Settings given,
            Map<String, String> map,
            Map<String, String> names) {
        try {
            return Optional.of(
                    ForeignWeights.of(
                            file,
                            NameRules.of(map, names),
                            given.find(PretrainedSettings.TRANSPOSE).orElse(List.of()),
                            setting(given, map)));
        } catch (AmbiguousException e) {
            problems.at(
                    path,
                    ManifestCode.PRETRAINED_MAP
                            .problem("two tensors of %s are one parameter".formatted(file.name()))
                            .have(String.valueOf(e.getMessage()))
                            .fix("set 'map' so that each parameter has one tensor"));
            return Optional.empty();
        }
    }

    private static Map<String, Object> setting(Settings given, Map<String, String> map) {
        Map<String, Object> setting = new LinkedHashMap<>();
        given.find(PretrainedSettings.FILE).ifPresent(file -> setting.put("file", file.toString()));
        given.find(PretrainedSettings.ARTEFACT)
                .ifPresent(artefact -> setting.put("artefact", artefact));
        if (!map.isEmpty()) {
            setting.put("map", map);
        }
        given.find(PretrainedSettings.TRANSPOSE)
                .ifPresent(patterns -> setting.put("transpose", patterns));
        given.find(PretrainedSettings.ADAPTER)
                .ifPresent(file -> setting.put("adapter", file.toString()));
        return setting;
    }
}

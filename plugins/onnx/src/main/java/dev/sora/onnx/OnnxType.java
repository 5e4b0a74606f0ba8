// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import ai.djl.ndarray.types.DataType;
import dev.sora.particle.DefinedParticleType;
import dev.sora.particle.Particle;
import dev.sora.particle.State;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A model in an ONNX file as one particle that is not trained. */
final class OnnxType implements DefinedParticleType {

    static final Setting<Path> FILE = Setting.path("file", "The file.");
    static final Setting<String> ARTEFACT =
            Setting.string(
                    "artefact",
                    "Instead of file: an artefact of the local Maven repository whose jar contains"
                            + " it, group:artifact:version or group:artifact:version:path-in-jar.");
    private static final Setting<String> VALUES =
            Setting.string(
                    "values",
                    "The input of the file that takes the values of the signal; the only one, or"
                            + " input_ids, by default.");
    private static final Setting<String> MASK =
            Setting.string(
                    "mask",
                    "The input that takes 1 for each step of a sequence and 0 for padding, such as"
                            + " attention_mask.");
    private static final Setting<List<String>> ZEROS =
            Setting.strings(
                    "zeros",
                    "Inputs that take zeros in the shape of the values, such as token_type_ids.");
    private static final Setting<String> OUTPUT =
            Setting.string(
                    "output", "The output of the file that is the result; the first by default.");
    private static final Setting<Long> THREADS =
            Setting.integer(
                            "threads",
                            "The threads of ONNX Runtime, beside those of the engine. With 1, it"
                                    + " computes on the thread of the run.")
                    .atLeast(1)
                    .atMost(256)
                    .orElse(1L);

    private static final String MODEL = "model";
    private static final String USUAL_VALUES = "input_ids";

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "onnx",
                "A model in an ONNX file, computed by ONNX Runtime; its weights are not trained.",
                FILE,
                ARTEFACT,
                VALUES,
                MASK,
                ZEROS,
                OUTPUT,
                THREADS);
    }

    @Override
    public boolean differentiable() {
        return false;
    }

    @Override
    public State define(Settings settings) {
        return State.builder().tensor(MODEL, ModelFile.of(settings).read()).build();
    }

    @Override
    public Particle create(Settings settings, State definition) {
        HostTensor model = definition.tensor(MODEL, DataType.UINT8);
        ModelGraph graph;
        try {
            graph = ModelGraph.read(model.data().duplicate());
        } catch (Wire.WireException e) {
            throw ModelFile.refused(ModelFile.where(settings), e.getMessage(), e);
        }
        Port values =
                settings.find(VALUES)
                        .map(name -> input(graph, VALUES, name))
                        .or(() -> onlyInput(graph))
                        .or(() -> graph.input(USUAL_VALUES))
                        .orElseThrow(
                                () ->
                                        misnamed(
                                                "'values' does not say which input takes the values",
                                                graph.inputs()));
        Optional<Port> mask = settings.find(MASK).map(name -> input(graph, MASK, name));
        List<Port> zeros = new ArrayList<>();
        settings.find(ZEROS).orElse(List.of()).forEach(n -> zeros.add(input(graph, ZEROS, n)));
        List<Port> used = new ArrayList<>(zeros);
        used.add(values);
        mask.ifPresent(used::add);
        Set<String> names = new HashSet<>();
        for (Port port : used) {
            if (!names.add(port.name())) {
                throw misnamed(
                        "the input '%s' of the file is taken twice".formatted(port.name()),
                        graph.inputs());
            }
        }
        List<Port> unused = new ArrayList<>(graph.inputs());
        unused.removeAll(used);
        if (!unused.isEmpty()) {
            throw misnamed("no setting says what these inputs of the file take", unused);
        }
        Port output =
                settings.find(OUTPUT)
                        .map(
                                name ->
                                        graph.output(name)
                                                .orElseThrow(
                                                        () ->
                                                                misnamed(
                                                                        "the file has no output"
                                                                                + " '%s'"
                                                                                        .formatted(
                                                                                                name),
                                                                        graph.outputs())))
                        .or(() -> graph.outputs().stream().findFirst())
                        .orElseThrow(() -> misnamed("the file has no output", List.of()));
        return new OnnxParticle(
                new Ports(values, mask, List.copyOf(zeros), output),
                new Sessions(model, settings.get(THREADS).intValue()));
    }

    private static Optional<Port> onlyInput(ModelGraph graph) {
        return graph.inputs().size() == 1 ? Optional.of(graph.inputs().get(0)) : Optional.empty();
    }

    private static Port input(ModelGraph graph, Setting<?> setting, String name) {
        return graph.input(name)
                .orElseThrow(
                        () ->
                                misnamed(
                                        "'%s' names the input '%s', which the file does not have"
                                                .formatted(setting.name(), name),
                                        graph.inputs()));
    }

    private static SoraException misnamed(String message, List<Port> ports) {
        return new SoraException(
                Problem.of("SORA-2345", message)
                        .needs(
                                "each input of the file in one of 'values', 'mask' and 'zeros', once")
                        .have(String.join("; ", ports.stream().map(Port::toString).toList()))
                        .fix("name the inputs and the output by their names in the file"));
    }
}

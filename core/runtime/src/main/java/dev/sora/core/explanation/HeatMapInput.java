// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDManager;
import dev.sora.core.Explanation.OfInput;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.plan.Node;
import dev.sora.core.score.Finite;
import dev.sora.core.score.GradCam;
import dev.sora.data.DataRecord;
import dev.sora.engine.Engine;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Explains a picture by Grad-CAM. */
final class HeatMapInput {

    private final AnsweredRecord answered;
    private final FittedGraph graph;
    private final Engine engine;
    private final Encoder encoder;

    HeatMapInput(AnsweredRecord answered, Engine engine, Encoder encoder) {
        this.answered = answered;
        this.graph = answered.network().graph();
        this.engine = engine;
        this.encoder = encoder;
    }

    /**
     * Returns the map of the only picture before the output, by its name: at the last node that the
     * score depends on.
     *
     * @throws SoraException if there is not one picture, or no gradient
     */
    Map<String, OfInput> explain(DataRecord record, NDManager manager) {
        Node.Output output = answered.output();
        List<String> places = GradCam.places(graph, output);
        if (places.isEmpty()) {
            throw refused(output, "no such node");
        }
        Set<String> all = answered.network().subgraph(Set.of(output.name()), Set.of()).inputs();
        Feed feed =
                Feed.inference(
                        encoder.encodeTogether(List.of(record), all).upload(manager).inputs(),
                        answered.weights().views(manager),
                        Moment.PREDICTION,
                        manager);
        String place = places.get(0);
        Node.Input picture = picture(output, place);
        GradCam cam = cam(output, place, feed);
        for (int i = 1; i < places.size() && !cam.depends(); i++) {
            GradCam earlier = cam(output, places.get(i), feed);
            if (earlier.depends()) {
                place = places.get(i);
                picture = picture(output, place);
                cam = earlier;
            }
        }
        double scale = Math.abs(answered.score().unit().scale());
        List<Double> values = new ArrayList<>();
        for (float value : cam.values()) {
            values.add(Math.max(0, Finite.checked(value * scale)));
        }
        return Map.of(
                picture.name(),
                new OfInput(
                        ExplanationMethod.GRAD_CAM.word(),
                        place,
                        List.of(),
                        List.of(cam.rows(), cam.columns()),
                        false,
                        values,
                        Optional.empty(),
                        0,
                        SeenPicture.of(answered.signal(picture)),
                        cam.depends()
                                ? List.of()
                                : List.of(
                                        "the gradient of the score is 0 at every node with rows and columns: the map of '%s' shows nothing"
                                                .formatted(place))));
    }

    private GradCam cam(Node.Output output, String place, Feed feed) {
        return GradCam.of(answered.network(), engine, output, place, feed, answered.score());
    }

    private Node.Input picture(Node.Output output, String place) {
        List<Node.Input> pictures = pictures(place);
        if (pictures.size() != 1) {
            throw refused(output, "%d pictures before '%s'".formatted(pictures.size(), place));
        }
        return pictures.get(0);
    }

    private static SoraException refused(Node.Output output, String have) {
        return new SoraException(
                Problem.of("SORA-4936", "grad-cam does not fit the model")
                        .needs(
                                "one picture before '%s', and a node between them with rows and"
                                                .formatted(output.name())
                                        + " columns, after all nodes without gradients")
                        .have(have)
                        .fix("choose another method, such as occlusion"));
    }

    /** Returns the pictures that a node depends on. */
    private List<Node.Input> pictures(String node) {
        Set<String> inputs = answered.network().subgraph(Set.of(node), Set.of()).inputs();
        return graph.plan().nodes(Node.Input.class).stream()
                .filter(input -> inputs.contains(input.name()))
                .filter(
                        input -> {
                            TensorSpec values = graph.signal(input).values();
                            return values.rank() == 3 && values.dimension(1) > 1;
                        })
                .toList();
    }
}

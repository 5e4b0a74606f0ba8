// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.plan.Node;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.core.score.AnswerScores;
import dev.sora.core.score.GradCam;
import dev.sora.data.DataRecord;
import dev.sora.exhibit.Gallery;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows where in a picture an answer is read from (R. R. Selvaraju et al., 2017, Grad-CAM): the
 * last signal with rows and columns before the output, its channels {@code A_k} weighted by the
 * mean gradient of the score of the answer, {@code relu(sum of w_k A_k)}.
 */
final class HeatMaps {

    /** The greatest number of pictures of a gallery. */
    private static final int SHOWN = 12;

    private final RunResults all;
    private final Node.Output output;
    private final List<DataRecord> records;

    HeatMaps(RunResults all, Node.Output output, List<DataRecord> records) {
        this.all = all;
        this.output = output;
        this.records = records;
    }

    /**
     * Returns the gallery of the same records with heat maps; empty if the records have no picture,
     * or the graph has no signal with rows and columns.
     */
    Optional<Gallery> of(Gallery gallery) {
        List<Gallery.Item> items =
                gallery.items().stream()
                        .filter(item -> item.record().isPresent())
                        .filter(item -> item.record().getAsInt() < records.size())
                        .filter(
                                item ->
                                        ExhibitParts.picture(records.get(item.record().getAsInt()))
                                                .isPresent())
                        .limit(SHOWN)
                        .toList();
        Optional<String> place = GradCam.place(all.data().graph(), output);
        if (items.isEmpty()
                || place.isEmpty()
                || !DataProcedure.of(all.data().graph()).encodesMeasured()) {
            return Optional.empty();
        }
        List<DataRecord> chosen =
                items.stream().map(item -> records.get(item.record().getAsInt())).toList();
        return maps(place.get(), chosen)
                .map(
                        maps -> {
                            List<Gallery.Item> drawn = new ArrayList<>();
                            for (int i = 0; i < items.size(); i++) {
                                drawn.add(drawn(items.get(i), chosen.get(i), maps.get(i)));
                            }
                            return Gallery.of(
                                    "%s: where the answer is read from (Grad-CAM at '%s')"
                                            .formatted(gallery.title(), place.get()),
                                    gallery.tone(),
                                    gallery.total(),
                                    drawn);
                        });
    }

    private static Gallery.Item drawn(Gallery.Item item, DataRecord record, HeatMap map) {
        return new Gallery.Item(
                item.record(),
                Optional.of(map.over(ExhibitParts.picture(record).orElseThrow())),
                Optional.empty(),
                item.truth(),
                item.said(),
                item.likely(),
                List.of());
    }

    private Optional<List<HeatMap>> maps(String place, List<DataRecord> chosen) {
        FittedGraph graph = all.data().graph();
        try (NDManager manager = all.engine().newManager()) {
            Feed feed =
                    Feed.inference(
                            new Encoder(graph).encode(chosen, false).upload(manager).inputs(),
                            all.weights().views(manager),
                            Moment.PREDICTION,
                            manager);
            Network network = new Network(graph, all.engine(), manager);
            // as every explanation
            return network.inFullPrecision(() -> cam(network, feed, place))
                    .map(cam -> maps(cam, chosen.size()));
        }
    }

    private Optional<GradCam> cam(Network network, Feed feed, String place) {
        Signal answered = network.forward(feed).get(output.name());
        return new AnswerScores(network.graph(), output)
                .fixed(answered)
                .map(answers -> GradCam.of(network, all.engine(), output, place, feed, answers));
    }

    private static List<HeatMap> maps(GradCam cam, int records) {
        List<HeatMap> maps = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            int size = cam.rows() * cam.columns();
            maps.add(HeatMap.of(cam.values(), i * size, cam.rows(), cam.columns()));
        }
        return maps;
    }
}

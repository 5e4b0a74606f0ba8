// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.ImageProfile;
import java.util.List;
import java.util.Map;

/** The branch of a draft that reads an image: convolutions and pooling until it is small. */
final class ImageBranch {

    private static final long LARGE_PICTURE = 96;

    private ImageBranch() {}

    static void add(ColumnProfile column, DraftGraph graph) {
        String name = graph.inputName(column, "image");
        ImageProfile found = column.images().orElseThrow();
        Map<String, Object> input = DraftGraph.node("type", "image", "column", column.name());
        double height = found.heights().median();
        double width = found.widths().median();
        boolean one = found.sizes().size() == 1;
        if (!one || Math.max(height, width) > LARGE_PICTURE) {
            double shrink = Math.min(1, 64 / Math.max(1, Math.max(height, width)));
            height = Math.max(8, Math.rint(height * shrink));
            width = Math.max(8, Math.rint(width * shrink));
            input.put("size", List.of((long) height, (long) width));
        }
        if (found.channels().size() > 1
                || found.channels().keySet().stream().anyMatch(c -> c != 1 && c != 3)) {
            input.put("channels", 3L);
        }
        graph.input(name, input);
        String from = name;
        double side = Math.min(height, width);
        long filters = 32;
        int layer = 1;
        while (side >= 6 && layer <= 4) {
            String next = graph.particleName(name, "conv" + layer);
            graph.particle(
                    next,
                    "type",
                    "conv2d",
                    "from",
                    from,
                    "filters",
                    filters,
                    "kernel",
                    3L,
                    "batch_norm",
                    true,
                    "pool",
                    2L);
            from = next;
            side = Math.floor(side / 2);
            filters = Math.min(128, filters * 2);
            layer++;
        }
        String view = graph.particleName(name, "view");
        String rest = graph.particleName(name, "rest");
        graph.particle(view, "type", "dense", "from", from, "units", 64L, "activation", "relu");
        graph.particle(rest, "type", "dropout", "from", view, "rate", 0.3);
        graph.branch(rest);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import dev.sora.detection.metric.Detection;
import java.util.ArrayList;
import java.util.List;

/** Non-maximum suppression: leaves one of the boxes that cover one object. */
final class Suppression {

    private Suppression() {}

    /**
     * Returns the detections that overlap no better one by more than a limit.
     *
     * @param sorted detections of one class, the best first
     * @param iou the limit
     */
    static List<Detection> of(List<Detection> sorted, double iou) {
        List<Detection> kept = new ArrayList<>();
        for (Detection each : sorted) {
            boolean free = true;
            for (int i = 0; free && i < kept.size(); i++) {
                free = kept.get(i).box().iou(each.box()) <= iou;
            }
            if (free) {
                kept.add(each);
            }
        }
        return kept;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.metric;

import dev.sora.detection.metric.BoxesOutcome.Actual;
import dev.sora.detection.metric.BoxesOutcome.Rule;
import dev.sora.detection.metric.BoxesOutcome.Scene;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decides which predicted boxes of one class find which actual boxes of a picture, by the rules of
 * COCO's reference implementation: the best predicted box chooses first, and takes the actual box
 * that it overlaps most among those that are not taken. Ignored boxes are chosen only if no other
 * one overlaps enough; they are never taken.
 */
final class Matching {

    /** What happens to a predicted box. */
    enum Verdict {
        HIT,
        MISS,
        LEFT_OUT
    }

    private final List<Actual> actual;
    private final List<Detection> found;
    private final double[][] overlaps;

    private Matching(List<Detection> found, List<Actual> actual) {
        this.found = found;
        this.actual = actual;
        overlaps = new double[found.size()][actual.size()];
        for (int i = 0; i < found.size(); i++) {
            for (int j = 0; j < actual.size(); j++) {
                Actual each = actual.get(j);
                overlaps[i][j] =
                        each.rule() == Rule.CROWD
                                ? found.get(i).box().within(each.box())
                                : found.get(i).box().iou(each.box());
            }
        }
    }

    /**
     * Compares the boxes of one class.
     *
     * @param most the number of predicted boxes that count, the best ones
     */
    static Matching of(Scene scene, int label, int most) {
        List<Detection> found = new ArrayList<>();
        for (Detection each : scene.found()) {
            if (each.label() == label && found.size() < most) {
                found.add(each);
            }
        }
        // those that count are asked before those that are ignored
        List<Actual> actual = new ArrayList<>();
        for (boolean counted : new boolean[] {true, false}) {
            for (Actual each : scene.actual()) {
                if (each.label() == label && (each.rule() == Rule.COUNTED) == counted) {
                    actual.add(each);
                }
            }
        }
        return new Matching(found, actual);
    }

    List<Detection> found() {
        return found;
    }

    List<Actual> actual() {
        return actual;
    }

    /** Returns the number of actual boxes that are to be found. */
    long counted() {
        return actual.stream().filter(each -> each.rule() == Rule.COUNTED).count();
    }

    /** Returns what happens to each predicted box if an overlap of {@code iou} is enough. */
    Verdict[] verdicts(double iou) {
        int[] chosen = chosen(iou);
        Verdict[] verdicts = new Verdict[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i] < 0) {
                verdicts[i] = Verdict.MISS;
            } else {
                boolean counted = actual.get(chosen[i]).rule() == Rule.COUNTED;
                verdicts[i] = counted ? Verdict.HIT : Verdict.LEFT_OUT;
            }
        }
        return verdicts;
    }

    /** Returns for each predicted box the index of the actual box that it chooses, or -1. */
    int[] chosen(double iou) {
        boolean[] taken = new boolean[actual.size()];
        int[] chosen = new int[found.size()];
        Arrays.fill(chosen, -1);
        for (int i = 0; i < chosen.length; i++) {
            double best = Math.min(iou, 1 - 1e-10);
            for (int j = 0; j < taken.length; j++) {
                boolean counts = actual.get(j).rule() == Rule.COUNTED;
                if (chosen[i] >= 0 && !counts && actual.get(chosen[i]).rule() == Rule.COUNTED) {
                    break;
                }
                if (!taken[j] && overlaps[i][j] >= best) {
                    best = overlaps[i][j];
                    chosen[i] = j;
                }
            }
            if (chosen[i] >= 0) {
                taken[chosen[i]] = actual.get(chosen[i]).rule() == Rule.COUNTED;
            }
        }
        return chosen;
    }
}

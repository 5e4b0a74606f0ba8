// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.particle.UnknownValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the values of encoded records that are unknown from training, by input particle. */
public final class UnknownCounts {

    private final Map<String, List<UnknownValues>> inputs = new LinkedHashMap<>();

    /** Adds the counts of each input for some records; called by one thread, in order. */
    void add(Map<String, List<UnknownValues>> found) {
        found.forEach((input, counts) -> add(input, counts));
    }

    private void add(String input, List<UnknownValues> counts) {
        List<UnknownValues> sums = inputs.computeIfAbsent(input, n -> new ArrayList<>());
        for (int i = 0; i < counts.size(); i++) {
            if (sums.size() == i) {
                sums.add(counts.get(i));
            } else {
                sums.set(i, sums.get(i).plus(counts.get(i)));
            }
        }
    }

    /** Reports to a listener which inputs found unknown values in a split, if any did. */
    public void tell(String part, RunListener listener) {
        List<RunEvent.UnknownInput> found = new ArrayList<>();
        inputs.forEach(
                (input, counts) ->
                        counts.stream()
                                .filter(count -> count.unknown() > 0)
                                .map(count -> new RunEvent.UnknownInput(input, count))
                                .forEach(found::add));
        if (!found.isEmpty()) {
            listener.on(new RunEvent.ValuesUnknown(part, found));
        }
    }
}

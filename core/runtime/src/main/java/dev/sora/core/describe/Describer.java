// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.describe;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.data.SourceReader;
import dev.sora.core.host.Catalogue;
import dev.sora.core.profile.DataProfile;
import dev.sora.core.profile.Description;
import dev.sora.core.profiling.Profiler;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads data once and describes its contents. */
public final class Describer {

    private static final int SHOWN = 3;

    private final Catalogue catalogue;
    private final long limit;
    private final RunListener listener;

    /**
     * Creates a describer.
     *
     * @param limit the maximum number of records to read of each split
     */
    public Describer(Catalogue catalogue, long limit, RunListener listener) {
        this.catalogue = catalogue;
        this.limit = limit;
        this.listener = listener;
    }

    /**
     * Describes the data of a manifest, of a source in a YAML file, or of a data file.
     *
     * @throws dev.sora.problem.SoraException if it cannot be found or read; broken records are
     *     counted
     */
    public Description describe(Path input) {
        SourceSearch.Found found = new SourceSearch(catalogue, input).find();
        List<Description.Part> parts = new ArrayList<>();
        for (FoundSource source : found.sources()) {
            listener.on(new RunEvent.PhaseStarted("read"));
            parts.add(part(source));
        }
        return new Description(found.kind(), parts);
    }

    private Description.Part part(FoundSource source) {
        Broken broken = new Broken();
        try (SourceReader.OpenSource open = SourceReader.open(source.planned(), TextForm.NFC)) {
            Schema schema = open.schema();
            try (Profiler profiler = new Profiler(schema)) {
                boolean[] whole = {true};
                open.forEach(
                        (position, record) -> {
                            if (position - broken.count >= limit) {
                                whole[0] = false;
                                return false;
                            }
                            profiler.add(record);
                            return true;
                        },
                        (position, thrown) -> broken.add(thrown.problems().get(0)));
                DataProfile profile = profiler.finish();
                if (profile.records() == 0 && broken.count == 0) {
                    throw SourceReader.noRecords(source.planned(), open.files());
                }
                return new Description.Part(
                        source.part(),
                        source.written(),
                        schema,
                        open.files(),
                        profile,
                        broken.count,
                        broken.first,
                        open.passedOver(),
                        whole[0]);
            }
        }
    }

    private static final class Broken {
        private final List<Problem> first = new ArrayList<>();
        private long count;

        void add(Problem problem) {
            count++;
            if (first.size() < SHOWN) {
                first.add(problem);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.InterruptedRunException;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that --ui opens for a run. */
final class TestRunPages {

    @TempDir private Path dir;

    private final FakeSora sora = new FakeSora();
    private final FakePages pages = sora.pages;

    private Call train(String... words) {
        String[] all = new String[words.length + 4];
        System.arraycopy(words, 0, all, 4, words.length);
        all[0] = "train";
        all[1] = "m.yaml";
        all[2] = "--out";
        all[3] = dir.toString();
        return Call.of(sora, all);
    }

    private Map<String, ?> end() {
        assertThat(pages.names).endsWith("end").containsOnlyOnce("end");
        assertThat(pages.closed).isTrue();
        return pages.events.get(pages.events.size() - 1);
    }

    @Test
    void opensNoPageThatIsNotAskedFor() {
        assertThat(train().status).isZero();
        assertThat(pages.requests).isEmpty();
    }

    @Test
    void showsATrainingAndItsResults() {
        Call call = train("--ui", "--json");
        assertThat(call.status).as(call.err).isZero();
        assertThat(call.err).contains("the run is shown at http://127.0.0.1:4711/#token");
        assertThat(pages.requests.get(0).port()).isZero();
        assertThat(pages.names).containsExactly("run", "progress", "epoch", "end");
        Map<String, Object> epoch = Map.of("loss", 0.25);
        assertThat(pages.events.get(2).get("metrics")).isEqualTo(epoch);
        assertThat(end().get("status")).isEqualTo("done");
        assertThat(end().get("metrics").toString()).contains("test", "digit", "0.99");
        assertThat(end().get("files").toString()).contains("model.sora");
    }

    @Test
    void stopsWhatIsWatched() {
        pages.during = () -> pages.requests.get(0).stop().run();
        assertThat(train("--ui", "--port", "4711").status).isZero();
        assertThat(pages.requests.get(0).port()).isEqualTo(4711);
        assertThat(sora.stopped).isTrue();
    }

    @Test
    void tellsWhyARunEndedWithoutResults() {
        sora.failureInTraining =
                () -> new DataException(Problem.of("SORA-4001", "the file is empty"));
        assertThat(train("--ui").status).isEqualTo(5);
        assertThat(end().get("status")).isEqualTo("failed");
        assertThat(end().get("text").toString()).startsWith("SORA-4001  the file is empty");

        pages.names.clear();
        sora.failureInTraining = () -> new InterruptedRunException("the training stopped");
        assertThat(train("--ui").status).isEqualTo(130);
        assertThat(end().get("status")).isEqualTo("interrupted");
    }

    @Test
    void refusesAPortWithoutAPage() {
        assertThat(train("--port", "80").err).contains("SORA-1017");
        assertThat(train("--ui", "--port", "70000").err).contains("SORA-1004");
        assertThat(train("--ui", "--port", "-1").err).contains("SORA-1004");
        assertThat(sora.requests).isEmpty();
    }
}

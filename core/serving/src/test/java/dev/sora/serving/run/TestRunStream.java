// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** The connection to one browser, with answers that the test completes. */
final class TestRunStream {

    private final RunHistory history = new RunHistory();
    private final Deque<Callback> pending = new ArrayDeque<>();
    private String sent = "";
    private boolean broken;

    private final Response response =
            (Response)
                    Proxy.newProxyInstance(
                            Response.class.getClassLoader(),
                            new Class<?>[] {Response.class},
                            (proxy, method, arguments) -> {
                                assertThat(method.getName()).isEqualTo("write");
                                if (broken) {
                                    throw new IllegalStateException("the answer is complete");
                                }
                                ByteBuffer bytes = (ByteBuffer) arguments[1];
                                sent += StandardCharsets.UTF_8.decode(bytes.duplicate());
                                pending.add((Callback) arguments[2]);
                                return null;
                            });
    private final RunStream stream = new RunStream(history, response, 0);

    /** Whatever a browser does, the training continues. */
    @Test
    void anAnswerThatCannotBeWrittenEndsTheStreamAlone() {
        broken = true;
        history.add("epoch", Map.of("epoch", 1));

        stream.send();

        assertThatThrownBy(() -> stream.whole().join()).hasMessageContaining("is complete");
        stream.send();
        stream.beat();
        stream.end();
    }

    @Test
    void aCommentThatCannotBeWrittenEndsTheStreamAlone() {
        broken = true;

        stream.beat();

        assertThat(stream.whole()).isCompletedExceptionally();
    }

    @Test
    void endsAfterTheLastEventAndWritesNothingThen() {
        history.add("epoch", Map.of("epoch", 1));
        stream.send();
        history.add("end", Map.of("status", "done"));
        stream.end();
        assertThat(stream.whole()).isNotDone();

        pending.remove().succeeded();
        assertThat(stream.whole()).isNotDone();
        pending.remove().succeeded();

        assertThat(stream.whole()).isCompleted();
        stream.beat();
        stream.send();
        assertThat(pending).isEmpty();
        assertThat(sent).endsWith("data: {\"status\":\"done\"}\n\n");
    }

    @Test
    void waitsForACommentThatIsBeingWritten() {
        stream.beat();
        stream.end();
        assertThat(stream.whole()).isNotDone();

        pending.remove().succeeded();

        assertThat(stream.whole()).isCompleted();
    }
}

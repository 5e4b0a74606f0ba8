// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import dev.sora.core.Sora;
import dev.sora.core.serving.ModelServer;
import dev.sora.core.serving.RunPage;
import dev.sora.core.serving.RunPageRequest;
import dev.sora.core.serving.ServerProvider;
import dev.sora.core.serving.ServerRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pages of runs that keep what they are to show. */
final class FakePages implements ServerProvider {

    final List<RunPageRequest> requests = new ArrayList<>();
    final List<String> names = new ArrayList<>();
    final List<Map<String, ?>> events = new ArrayList<>();
    boolean closed;

    /** What happens while a training runs. */
    Runnable during = () -> {};

    @Override
    public ModelServer start(Sora sora, ServerRequest request) {
        throw new UnsupportedOperationException("no test serves models");
    }

    @Override
    public RunPage page(RunPageRequest request) {
        requests.add(request);
        return new RunPage() {
            @Override
            public URI address() {
                return URI.create("http://127.0.0.1:4711/#token");
            }

            @Override
            public void add(String name, Map<String, ?> event) {
                names.add(name);
                events.add(event);
            }

            @Override
            public void replace(String key, String name, Map<String, ?> event) {
                add(name, event);
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }
}

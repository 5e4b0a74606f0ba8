// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.browser;

import dev.sora.core.io.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A tab of a browser: commands, and the errors that its pages report. */
public final class Tab implements WebSocket.Listener, AutoCloseable {

    private static final long SECONDS = 90;
    private static final long LOOK_MILLIS = 20;

    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Long, CompletableFuture<Map<String, Object>>> answers =
            new ConcurrentHashMap<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private WebSocket socket;

    private Tab() {}

    static Tab connect(HttpClient client, URI address) {
        Tab tab = new Tab();
        tab.socket = client.newWebSocketBuilder().buildAsync(address, tab).join();
        tab.command("Page.enable", Map.of());
        tab.command("Runtime.enable", Map.of());
        tab.command("Log.enable", Map.of());
        return tab;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            Map<String, Object> message = Json.readObject(partial.toString(), "browser");
            partial.setLength(0);
            receive(message);
        }
        from.request(1);
        return null;
    }

    private void receive(Map<String, Object> message) {
        if (message.get("id") instanceof Long id) {
            answers.remove(id).complete(message);
            return;
        }
        String text = Json.line(message);
        switch (String.valueOf(message.get("method"))) {
            case "Runtime.exceptionThrown" -> errors.add(text);
            case "Runtime.consoleAPICalled" -> {
                if (text.contains("\"type\":\"error\"") || text.contains("\"type\":\"warning\"")) {
                    errors.add(text);
                }
            }
            case "Log.entryAdded" -> errors.add(text);
            default -> {
                // what else a tab reports is not needed
            }
        }
    }

    /** Returns what went wrong within the pages: exceptions, refused content, messages. */
    public List<String> errors() {
        return errors;
    }

    public Map<String, Object> command(String method, Map<String, ?> parameters) {
        long id = numbers.incrementAndGet();
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        answers.put(id, answer);
        String line = Json.line(Map.of("id", id, "method", method, "params", parameters));
        socket.sendText(line, true).join();
        Map<String, Object> message = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
        if (message.containsKey("error")) {
            throw new IllegalStateException(method + ": " + message.get("error"));
        }
        return part(message, "result");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(Map<String, Object> tree, String name) {
        return (Map<String, Object>) tree.get(name);
    }

    public void open(URI address) {
        command("Page.navigate", Map.of("url", address.toString()));
        await("document.readyState === 'complete'");
    }

    /** Returns the value of an expression; null if it has none. */
    public Object value(String script) {
        Map<String, Object> answer =
                command(
                        "Runtime.evaluate",
                        Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
        if (answer.containsKey("exceptionDetails")) {
            throw new IllegalStateException(script + ": " + answer);
        }
        return part(answer, "result").get("value");
    }

    public String text(String selector) {
        return String.valueOf(value("document.querySelector('%s').innerText".formatted(selector)));
    }

    /** Waits until an expression is true. */
    public void await(String condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!Boolean.TRUE.equals(value("Boolean(" + condition + ")"))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "never true: " + condition + "\n" + text("body") + "\n" + errors);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Types into a field as a keyboard does. */
    public void type(String selector, String text) {
        value("document.querySelector('%s').focus()".formatted(selector));
        command("Input.insertText", Map.of("text", text));
    }

    public void press(String key, int code) {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            command(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "windowsVirtualKeyCode", code));
        }
    }

    public void mouse(String type, double x, double y) {
        command(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
    }

    public void click(String selector) {
        double[] at = centre(selector);
        mouse("mousePressed", at[0], at[1]);
        mouse("mouseReleased", at[0], at[1]);
    }

    /** Scrolls to an element and returns its centre. */
    public double[] centre(String selector) {
        String place =
                String.valueOf(
                        value(
                                """
                                (() => {
                                    const found = document.querySelector('%s');
                                    found.scrollIntoView({block: 'center'});
                                    const box = found.getBoundingClientRect();
                                    return (box.x + box.width / 2) + ' ' + (box.y + box.height / 2);
                                })()
                                """
                                        .formatted(selector)));
        String[] parts = place.split(" ");
        return new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
    }

    public void size(int width, int height, boolean dark) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        command(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        dark ? "dark" : "light"))));
    }

    /** Writes what is shown, for a person to look at. */
    public void screenshot(Path file) {
        Map<String, Object> shot =
                command(
                        "Page.captureScreenshot",
                        Map.of("format", "png", "captureBeyondViewport", true));
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}

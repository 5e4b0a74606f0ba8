// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.sora.particle.Pass;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sessions of ONNX Runtime for one model: one for each run or open model that computes it,
 * shared by its threads. A session is closed with the run: it belongs to the manager of what the
 * run keeps.
 */
final class Sessions {

    private final HostTensor model;
    private final int threads;
    private final Map<Integer, OrtSession> open = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    Sessions(HostTensor model, int threads) {
        this.model = model;
        this.threads = threads;
    }

    /** Returns the session of a run. */
    OrtSession of(Pass pass) {
        int number = pass.kept("session", this::begin).getInt();
        return open.get(number);
    }

    /** Returns the number of sessions that are open. */
    int count() {
        return open.size();
    }

    private NDArray begin(NDManager manager) {
        int number = numbers.incrementAndGet();
        open.put(number, create());
        manager.attachInternal("onnx-session-" + number, () -> open.remove(number).close());
        return manager.create(number);
    }

    private OrtSession create() {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setDeterministicCompute(true);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            // otherwise the bytes decide, and those of ONNX, which were checked, can be read as
            // others
            options.addConfigEntry("session.load_model_format", "ONNX");
            return environment().createSession(direct(model.data()), options);
        } catch (OrtException e) {
            throw failed("ONNX Runtime does not take the model", e);
        }
    }

    /**
     * Libraries for Windows hand events to the system, which may report them, unless told not to.
     */
    private static OrtEnvironment environment() throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        environment.setTelemetry(false);
        return environment;
    }

    /** Returns bytes that native code can read: themselves, if they are not in the Java heap. */
    private static ByteBuffer direct(ByteBuffer bytes) {
        return bytes.isDirect()
                ? bytes.duplicate()
                : NativeMemory.allocate("the model", bytes.remaining())
                        .put(bytes.duplicate())
                        .flip();
    }

    static DataException failed(String message, OrtException e) {
        return new DataException(
                Problem.of("SORA-2346", message)
                        .needs("a model whose operators ONNX Runtime has")
                        .have(String.valueOf(e.getMessage()))
                        .fix("export the model again, with standard operators"),
                e);
    }
}

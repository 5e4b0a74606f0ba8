// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes OpenMP's threads sleep instead of spin while they wait for each other, and spin again.
 *
 * <p>GNU's libgomp reads how long to spin once, when it is loaded. But it spins shortly, whatever
 * was set, while the process has more OpenMP threads than processors ({@code do_spin} in its {@code
 * wait.h}, all versions from 4.4 to 14). So a thread that does nothing else opens a team that is
 * large enough; the members sleep, and end with the thread. Neither the number of threads that
 * share an operation nor their parts change.
 */
final class SpinThrottle {

    private final Function parallel;
    private final Pointer nothing;
    private final int threads;
    private Thread holder;

    private SpinThrottle(Function parallel, Pointer nothing, int threads) {
        this.parallel = parallel;
        this.nothing = nothing;
        this.threads = threads;
    }

    /**
     * Finds GNU's OpenMP below PyTorch; empty with another one.
     *
     * @param cpus the processors of the process when OpenMP was loaded
     */
    static Optional<SpinThrottle> in(Path folder, int cpus) {
        Path library = folder.resolve(System.mapLibraryName("torch_cpu"));
        if (Files.notExists(library)) {
            return Optional.empty();
        }
        try {
            // Looks in the libraries that it depends on as well.
            NativeLibrary torch = NativeLibrary.getInstance(library.toString());
            return Optional.of(
                    new SpinThrottle(
                            torch.getFunction("GOMP_parallel"),
                            // Takes no argument, so that the one it gets does no harm.
                            torch.getFunction("omp_get_thread_num"),
                            cpus + 1));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    /** Makes waiting threads sleep, from a moment later on. */
    synchronized void on() {
        if (holder != null) {
            return;
        }
        holder = new Thread(this::hold, "sora-throttle");
        holder.setDaemon(true);
        holder.start();
    }

    /** Lets waiting threads spin again, as long as OpenMP was set to; no thread is left then. */
    void off() {
        Thread ending;
        synchronized (this) {
            ending = holder;
            holder = null;
            notifyAll();
        }
        if (ending != null) {
            TurnTimer.join(ending);
        }
    }

    synchronized boolean isOn() {
        return holder != null;
    }

    private void hold() {
        // void (*function)(void*), its argument, threads, flags
        parallel.invokeVoid(new Object[] {nothing, Pointer.NULL, threads, 0});
        synchronized (this) {
            while (holder == Thread.currentThread()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    // ended by off(), not by interrupts
                }
            }
        }
    }
}

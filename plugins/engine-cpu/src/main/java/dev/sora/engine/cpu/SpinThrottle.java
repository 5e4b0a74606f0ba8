// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes OpenMP threads sleep instead of spin while they wait for each other, and reverts it.
 *
 * <p>GNU's libgomp reads its spin count once, when it is loaded. But it spins only briefly,
 * whatever was set, while the process has more OpenMP threads than processors ({@code do_spin} in
 * its {@code wait.h}, all versions from 4.4 to 14). Therefore a thread without other work opens a
 * team that is large enough; its members sleep and end with the thread. Neither the number of
 * threads that share an operation nor their shares of the work change.
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
     * Finds GNU's OpenMP among the libraries of PyTorch; empty with another OpenMP.
     *
     * @param cpus the processors of the process when OpenMP was loaded
     */
    static Optional<SpinThrottle> in(Path folder, int cpus) {
        Path library = folder.resolve(System.mapLibraryName("torch_cpu"));
        if (Files.notExists(library)) {
            return Optional.empty();
        }
        try {
            // The lookup includes the dependencies of the library.
            NativeLibrary torch = NativeLibrary.getInstance(library.toString());
            return Optional.of(
                    new SpinThrottle(
                            torch.getFunction("GOMP_parallel"),
                            // A function without parameters, so that the argument it receives has
                            // no effect.
                            torch.getFunction("omp_get_thread_num"),
                            cpus + 1));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    /** Makes waiting threads sleep, after a short delay. */
    synchronized void on() {
        if (holder != null) {
            return;
        }
        holder = new Thread(this::hold, "sora-throttle");
        holder.setDaemon(true);
        holder.start();
    }

    /** Lets waiting threads spin again, if OpenMP is set to; no helper thread is left then. */
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
                    // ends with off(), not with an interrupt
                }
            }
        }
    }
}

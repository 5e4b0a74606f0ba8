// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Switches a thread to count numbers too small for full precision as zero.
 *
 * <p>Processors handle such numbers in microcode, tens of times slower. PyTorch has a function for
 * it that DJL does not reach, so it is called by the name that the compiler gave it. The switch is
 * the calling thread's; threads that PyTorch makes for it afterwards inherit it.
 */
final class Denormals {

    private static final String SET_FLUSH = "_ZN2at7Context16setFlushDenormalEb";

    private final Function setFlush;

    private Denormals(Function setFlush) {
        this.setFlush = setFlush;
    }

    /** Finds the function; where there is none, {@link #flush} answers {@code false}. */
    static Denormals in(Path folder) {
        Path library = folder.resolve(System.mapLibraryName("torch_cpu"));
        if (Files.notExists(library)) {
            return new Denormals(null);
        }
        try {
            return new Denormals(
                    NativeLibrary.getInstance(library.toString()).getFunction(SET_FLUSH));
        } catch (LinkageError e) {
            // Windows mangles otherwise; without the switch everything works, some things slower.
            return new Denormals(null);
        }
    }

    /** Switches the calling thread; returns whether it could be. */
    boolean flush(boolean on) {
        if (setFlush == null) {
            return false;
        }
        // The function is a method in some versions of PyTorch and static in others, and reads no
        // field of its object. Given the flag twice, it finds it as first argument and as second.
        long flag = on ? 1 : 0;
        return (setFlush.invokeInt(new Object[] {flag, flag}) & 0xFF) != 0;
    }
}

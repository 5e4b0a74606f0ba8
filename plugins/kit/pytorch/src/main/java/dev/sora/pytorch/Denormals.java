// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sets whether a thread flushes denormal numbers to zero.
 *
 * <p>Processors handle denormal numbers in microcode, tens of times slower. PyTorch has a function
 * for this that DJL does not expose, so it is called by its mangled symbol. The setting applies to
 * the calling thread; threads that PyTorch creates for it afterwards inherit it.
 */
final class Denormals {

    private static final String SET_FLUSH = "_ZN2at7Context16setFlushDenormalEb";

    private final Function setFlush;

    private Denormals(Function setFlush) {
        this.setFlush = setFlush;
    }

    /** Finds the function; without it, {@link #flush} returns {@code false}. */
    static Denormals in(Path folder) {
        Path library = folder.resolve(System.mapLibraryName("torch_cpu"));
        if (Files.notExists(library)) {
            return new Denormals(null);
        }
        try {
            return new Denormals(
                    NativeLibrary.getInstance(library.toString()).getFunction(SET_FLUSH));
        } catch (LinkageError e) {
            // Symbols differ on Windows. Without the function some operations are slower, and all
            // work.
            return new Denormals(null);
        }
    }

    /** Sets the calling thread; returns whether it succeeded. */
    boolean flush(boolean on) {
        if (setFlush == null) {
            return false;
        }
        // The function is a member function in some versions of PyTorch and static in others, and
        // reads no field of its object. The flag is passed twice, so that it is the first and the
        // second argument.
        long flag = on ? 1 : 0;
        return (setFlush.invokeInt(new Object[] {flag, flag}) & 0xFF) != 0;
    }
}

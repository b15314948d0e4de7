package dev.huxley.autograd;

import ai.djl.pytorch.engine.PtEngineProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Mends a fault of DJL 0.35 that makes gradients silently wrong. An array that DJL makes of Java numbers, be it by
 * {@code manager.create(values)} or for the 1.1 of {@code x.mul(1.1)}, lies in the memory of a Java buffer, which the
 * garbage collector frees once the array is closed. PyTorch, which has kept the array for the backward pass, then reads
 * whatever that memory holds by then.
 *
 * <p>All such arrays come from two places in DJL's classes. Their constructors are private, and DJL's operations make
 * their arrays natively, so subclasses cannot replace them. Therefore the two classes are loaded with one call in each
 * redirected to {@link OwnedMemory}, before DJL loads them itself ({@link MendedPyTorch} ensures this). Then all arrays
 * of the process are right, including those of plain {@code NDManager.newBaseManager()} and of DJL's models. Where this
 * is impossible, because DJL is loaded already or has another version, no tape opens.
 */
final class DjlMending {
    private static final String BORROWING = "ai/djl/pytorch/jni/JniUtils";
    private static final String OWNING = OwnedMemory.class.getName().replace('.', '/');

    /** A class of DJL and the function it must not call. */
    private record Fault(String type, String function) {}

    private static final List<Fault> FAULTS =
            List.of(new Fault("PtNDManager", "createNdFromByteBuffer"), new Fault("PtNDArray", "set"));

    /** Null if DJL is mended. */
    private static final String FAILURE = mend();

    private DjlMending() {}

    /** Mends DJL, once; to be called before DJL's classes for PyTorch load. Does not fail: see {@link #require}. */
    static void prepare() {
        // The initialization of this class mends DJL.
    }

    /** @throws IllegalStateException if gradients would be wrong */
    static void require() {
        if (FAILURE != null) {
            throw new IllegalStateException("gradients would be wrong: " + FAILURE);
        }
    }

    private static String mend() {
        try {
            // A class of DJL's package that loads neither of the two.
            Class<?> neighbor = PtEngineProvider.class;
            if (Class.forName(OwnedMemory.class.getName(), false, neighbor.getClassLoader()) != OwnedMemory.class) {
                return "DJL and Huxley are in different class loaders; put both on one class path";
            }
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(neighbor, MethodHandles.lookup());
            for (Fault fault : FAULTS) {
                lookup.defineClass(mended(neighbor, fault));
            }
            return null;
        } catch (LinkageError e) {
            return "DJL's PyTorch engine was loaded before Huxley; call HuxleyRuntime.prepare() before the first use of DJL";
        } catch (ClassNotFoundException e) {
            return "DJL's class loader does not see Huxley; put both on one class path";
        } catch (IOException | IllegalAccessException | RuntimeException e) {
            return "this version of DJL cannot be mended (" + e + "); use the one that Huxley names as its dependency";
        }
    }

    private static byte[] mended(Class<?> neighbor, Fault fault) throws IOException {
        try (InputStream original = neighbor.getResourceAsStream(fault.type() + ".class")) {
            if (original == null) {
                throw new IOException("there is no class " + fault.type());
            }
            ClassReader reader = new ClassReader(original);
            ClassWriter writer = new ClassWriter(reader, 0);
            int[] found = {0};
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9, writer) {
                        @Override
                        public MethodVisitor visitMethod(
                                int access, String name, String type, String signature, String[] exceptions) {
                            return new MethodVisitor(
                                    Opcodes.ASM9, super.visitMethod(access, name, type, signature, exceptions)) {
                                @Override
                                public void visitMethodInsn(
                                        int opcode, String owner, String called, String form, boolean onInterface) {
                                    boolean borrows = owner.equals(BORROWING) && called.equals(fault.function());
                                    found[0] += borrows ? 1 : 0;
                                    super.visitMethodInsn(opcode, borrows ? OWNING : owner, called, form, onInterface);
                                }
                            };
                        }
                    },
                    0);
            if (found[0] != 2) {
                throw new IOException(fault.type() + " calls " + fault.function() + " " + found[0] + " times, not 2");
            }
            return writer.toByteArray();
        }
    }
}

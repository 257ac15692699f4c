package cargue.faults.reloj;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A Java agent with which a JVM's time of day is ahead or behind; its argument is by how many seconds. All that asks for
 * the time of day gets the other one: {@code Instant.now}, {@code Clock}, {@code new Date()}, and
 * {@code System.currentTimeMillis} where the program or its libraries call it. What measures time ({@code nanoTime},
 * timed waits) is left alone, as it is when a machine's clock is wrong.
 */
public final class Adelanto implements ClassFileTransformer {

    private static final int MILLIS = 1000;

    /** Of the JDK only these tell the time of day to programs; its own waits must not see another. */
    private static final Set<String> OF_JDK = Set.of(
            "java/time/Clock", "java/time/Clock$SystemClock", "java/time/Clock$SystemInstantSource", "java/util/Date");

    private final long seconds;

    private Adelanto(long seconds) {
        this.seconds = seconds;
    }

    /** Called by the JVM before the program. */
    public static void premain(String seconds, Instrumentation jvm)
            throws UnmodifiableClassException, ClassNotFoundException {
        jvm.addTransformer(new Adelanto(Long.parseLong(seconds)), true);
        jvm.retransformClasses(Clock.class, Class.forName("java.time.Clock$SystemClock"), Date.class);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null || (loader == null && !OF_JDK.contains(name))) {
            return null;
        }
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Shift shift = new Shift(writer, name.equals("java/time/Clock"));
        reader.accept(shift, 0);
        return shift.changed ? writer.toByteArray() : null;
    }

    private final class Shift extends ClassVisitor {

        private final boolean clock;
        private boolean changed;

        Shift(ClassVisitor next, boolean clock) {
            super(Opcodes.ASM9, next);
            this.clock = clock;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String method,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            boolean instant = clock && method.equals("currentInstant");
            return new MethodVisitor(
                    Opcodes.ASM9, super.visitMethod(access, method, descriptor, signature, exceptions)) {

                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String of, boolean isInterface) {
                    super.visitMethodInsn(opcode, owner, called, of, isInterface);
                    // currentInstant takes it for a coarse offset only, and is shifted as a whole.
                    if (!instant && owner.equals("java/lang/System") && called.equals("currentTimeMillis")) {
                        changed = true;
                        visitLdcInsn(seconds * MILLIS);
                        visitInsn(Opcodes.LADD);
                    }
                }

                @Override
                public void visitInsn(int opcode) {
                    if (instant && opcode == Opcodes.ARETURN) {
                        changed = true;
                        visitLdcInsn(seconds);
                        super.visitMethodInsn(
                                Opcodes.INVOKEVIRTUAL,
                                "java/time/Instant",
                                "plusSeconds",
                                "(J)Ljava/time/Instant;",
                                false);
                    }
                    super.visitInsn(opcode);
                }
            };
        }
    }
}

package cargue.local;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C, SIGTERM and a closed terminal: the first asks for an orderly stop, a second one for an immediate one. A
 * shutdown hook could not tell them apart. {@code sun.misc.Signal} is the JDK's only way to it, and reached by
 * reflection because javac warns of its name in a way that cannot be answered.
 */
final class StopSignals {

    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    private StopSignals() {}

    /** From now on signals run these, on a thread of the JVM, instead of ending it. */
    static void install(Runnable first, Runnable second) {
        AtomicBoolean asked = new AtomicBoolean();
        NAMES.forEach(name -> handle(name, () -> (asked.getAndSet(true) ? second : first).run()));
    }

    private static void handle(String name, Runnable action) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    StopSignals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
        } catch (InvocationTargetException e) {
            // The JVM keeps this signal to itself (-Xrs); it then ends us, and the next start stops the leftovers.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no sun.misc.Signal", e);
        }
    }
}

package org.openvz.vzstats.ureport;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Where something crashed.
 *
 * @param problem the keys of the uReport's problem that say so
 * @param what a signal's number or the name of an exception
 * @param keys what of the innermost frames is the same in the next build, the innermost first
 */
record Trace(ObjectNode problem, String what, List<String> keys) {

    /** The innermost frames that make a group. */
    private static final int GROUPED = 16;

    /** How a program comes to its end once it is lost: above them it is always the same. */
    private static final Set<String> ENDS = Set.of(
            "raise",
            "__GI_raise",
            "gsignal",
            "abort",
            "__GI_abort",
            "__pthread_kill",
            "pthread_kill",
            "__pthread_kill_implementation",
            "__pthread_kill_internal",
            "__libc_message",
            "__libc_message_impl",
            "__assert_fail_base",
            "__assert_fail",
            "__GI___assert_fail",
            "__fortify_fail",
            "__GI___fortify_fail",
            "__stack_chk_fail",
            "__chk_fail",
            "__GI___chk_fail",
            "malloc_printerr",
            "g_logv",
            "g_log",
            "g_log_default_handler",
            "_g_log_abort",
            "g_assertion_message",
            "g_assertion_message_expr",
            "std::terminate",
            "__cxxabiv1::__terminate",
            "__gnu_cxx::__verbose_terminate_handler",
            "dump_stack",
            "show_stack",
            "warn_slowpath_common",
            "warn_slowpath_fmt",
            "warn_slowpath_null",
            "__warn",
            "report_bug");

    /** How every program and thread begins. */
    private static final Set<String> BEGINNINGS = Set.of(
            "main",
            "_start",
            "__libc_start_main",
            "__libc_start_main_impl",
            "__libc_start_call_main",
            "start_thread",
            "clone",
            "clone3",
            "__clone",
            "__clone3");

    /** Keeps what makes a group, and so is the same whoever reports it. */
    Trace {
        List<String> inner =
                keys.stream().dropWhile(Trace::isEnd).limit(GROUPED).toList();
        keys = inner.isEmpty() ? keys.stream().limit(GROUPED).toList() : inner;
    }

    /** {@return whether this is a name that tells something of where it crashed} */
    static boolean tells(String function) {
        return !ENDS.contains(function) && !BEGINNINGS.contains(function);
    }

    /** {@return the same for the same crash of another build: neither versions nor offsets nor lines are in it where there are names} */
    String group(Kind kind, String component) {
        String exception = kind == Kind.CORE ? "" : what;
        String text = kind.word() + "\n" + component + "\n" + exception + "\n" + String.join("\n", keys);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            // As long as the hashes that abrt is used to.
            return HexFormat.of().formatHex(hash, 0, 20);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean isEnd(String key) {
        int blank = key.indexOf(' ');
        return ENDS.contains(blank < 0 ? key : key.substring(0, blank));
    }
}

package org.openvz.vzstats.crash.pages.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

/** Asks the users of a JAAS realm for their names and passwords, by HTTP Basic. */
@FunctionalInterface
interface Login {

    /** The users of Karaf: {@code etc/users.properties}, unless it is configured otherwise. */
    String REALM = "karaf";

    /** {@return whether this is somebody's header Authorization} */
    boolean admits(String authorization);

    /** {@return the users of this realm, whose modules this loader knows} */
    static Login jaas(String realm, ClassLoader modules) {
        Pattern basic = Pattern.compile("Basic +([A-Za-z0-9+/]{1,1024}={0,2})", Pattern.CASE_INSENSITIVE);
        return authorization -> {
            Matcher header = basic.matcher(authorization);
            if (!header.matches()) {
                return false;
            }
            String[] words;
            try {
                words = new String(Base64.getDecoder().decode(header.group(1)), StandardCharsets.UTF_8).split(":", 2);
            } catch (IllegalArgumentException e) {
                return false;
            }
            return words.length == 2 && !words[0].isEmpty() && logsIn(realm, modules, words[0], words[1]);
        };
    }

    private static boolean logsIn(String realm, ClassLoader modules, String user, String password) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // JAAS looks there for its modules.
        thread.setContextClassLoader(modules);
        try {
            LoginContext context = new LoginContext(realm, new Subject(), answering(user, password));
            context.login();
            context.logout();
            return true;
        } catch (LoginException | SecurityException e) {
            // Its message may hold the name.
            return false;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static CallbackHandler answering(String user, String password) {
        return callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) {
                    name.setName(user);
                } else if (callback instanceof PasswordCallback secret) {
                    secret.setPassword(password.toCharArray());
                } else {
                    throw new UnsupportedCallbackException(callback);
                }
            }
        };
    }
}

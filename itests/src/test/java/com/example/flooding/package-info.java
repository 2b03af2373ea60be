/** Somebody else's: what an integrator might add. */
@NullMarked
package com.example.flooding;

import org.jspecify.annotations.NullMarked;

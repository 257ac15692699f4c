/** What those who look after the nodes see and do: their state, their viewers, and a vendedor to be compared. */
@NullMarked
package cargue.push.admin;

import org.jspecify.annotations.NullMarked;

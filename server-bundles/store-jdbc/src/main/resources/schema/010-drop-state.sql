-- Everything in it is in node_state now, see StateMigration.

DROP TABLE state;

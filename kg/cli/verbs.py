"""The verbs of ``kg``, in the order help shows them: name -> (module:function, one line of help)."""

VERBS = {
    "demo": ("kg.cli.build:demo", "Build the embedded corpus and say what to open next."),
    "build": ("kg.cli.build:build", "Build a graph from documents."),
    "query": ("kg.cli.ask:query", "Ask a named question or SPARQL."),
    "serve": ("kg.cli.serve:serve", "Serve the explorer, the questions and SPARQL on this machine."),
    "explore": ("kg.cli.explore:explore", "Write the network as one page, opened at what you ask about."),
    "network": ("kg.cli.network:network", "Measure the network: who stands where, and how sure that is."),
    "review": ("kg.cli.curation:review", "Go through claims and suggested merges; keep what you decide."),
    "ledger": ("kg.cli.ledger:ledger", "Show what was promised, and what later documents say of it."),
    "gaps": ("kg.cli.curation:gaps", "Show what was passed over, and rows to teach it."),
    "show": ("kg.cli.show:show", "Show a text with its items, mentions and facts."),
    "explain": ("kg.cli.proof:explain", "Show the sentences behind a node, an edge or a pair."),
    "verify": ("kg.cli.proof:verify", "Cut every quotation again from the texts and hold every claim to its words."),
    "reconcile": ("kg.cli.proof:reconcile", "Hold what each document says in numbers beside what was counted."),
    "diff": ("kg.cli.proof:diff", "Compare two builds, or two documents, fact by fact."),
    "table": ("kg.cli.export:table", "Print or write a flat table, with its codebook."),
    "export": ("kg.cli.export:export", "Write the graph in another format."),
    "push": ("kg.cli.push:push", "Send the graph to a SPARQL server."),
    "check": ("kg.cli.desk:check", "Validate a built graph against the shapes."),
    "score": ("kg.cli.score:score", "Score the extraction against annotated facts."),
    "lint": ("kg.cli.desk:lint", "Check names, cues and rules; say all mistakes at once."),
}

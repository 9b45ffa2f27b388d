"""The language server: what editors show of a digest while it is written (``digestlint server``).

``texts`` keeps what an editor says a file holds, ``documents`` what is known of it, ``checking``
has it checked and publishes what is found; each other module answers one kind of request. All of
it needs pygls, of the extra ``digestlint[server]``, so nothing else imports it.
"""

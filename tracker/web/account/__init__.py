"""One's own account: signing in and out, the password, the language, the open sign-ins."""

"""`vivavoce voices`: who sounds how."""

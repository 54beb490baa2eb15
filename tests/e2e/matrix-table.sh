# Reading tests/e2e/matrix.tsv, which explains itself.  Source it.

TABLE=tests/e2e/matrix.tsv

# table_lines KIND: the lines of a kind, without it.
table_lines()
{
	sed -n "s/^$1	//p" $TABLE
}

# table_get KIND NAME FIELD: a field of a line, of which the name is 1.
table_get()
{
	table_lines "$1" | awk -F'\t' -v name="$2" -v n="$3" \
		'$1 == name { print $n }'
}

# A line for each cell: host, outcome, and its name for people.
table_cells()
{
	table_lines '\(outcome\|host\)' | awk -F'\t' -v OFS='\t' '
		NF == 2 { outcome[++n] = $1; words[n] = $2; next }
		{ for (i = 1; i <= n; i++)
			print $1, outcome[i], $3 " x " words[i] }'
}

# table_cell HOST OUTCOME: the word of that cell.
table_cell()
{
	local column
	column=$(table_lines outcome | cut -f1 | grep -nx -e "$2" | cut -d: -f1)
	table_get host "$1" $((column + 3))
}

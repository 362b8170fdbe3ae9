"""The plain script that cold_query.py compares with.

    python benchmarks/plain_query.py FILE ORIGIN [ORIGIN ...] -- TARGET [TARGET ...]

What one would write in an afternoon: everything imported at the top, the file
read with ``yaml.safe_load``, betweenness between the two ends, a list printed.
"""

import sys

import folium
import geopandas
import networkx as nx
import yaml

if "--" not in sys.argv:
    raise SystemExit(__doc__)
file, *codes = sys.argv[1:]
cut = codes.index("--")
origins, targets = codes[:cut], codes[cut + 1 :]
with open(file, encoding="utf-8") as stream:  # noqa: PTH123 - as plain as can be
    content = yaml.safe_load(stream)
graph: "nx.DiGraph[str]" = nx.DiGraph()
for leg in content["legs"]:
    graph.add_edge(leg["from"], leg["to"], weight=1 / len(leg["citations"]))
scores = nx.betweenness_centrality_subset(graph, origins, targets, weight="weight")
print(f"ready to draw with {folium.__name__} and {geopandas.__name__}")
for place in sorted(scores, key=lambda place: (-scores[place], place))[:10]:
    print(f"{place}  {scores[place]:.3f}")

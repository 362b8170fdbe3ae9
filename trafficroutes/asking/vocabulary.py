"""The words that a question is made of besides names: each phrase with its terminal.

Terminals are those of ``grammar.lark``. A phrase is of one terminal; the longest phrase
that fits is read. Words that change nothing are fillers.
"""

from __future__ import annotations

#: Phrases by terminal, with commas between them.
PHRASES = {
    # Ends and other places.
    "FROM": "from, out of, leave, leaves, leaving, left, depart, departs, departing, departed, exiting, "
    "exit, exits, starting in, starts in, start in, starting from, departing from, leaving from, "
    "coming from, originating in, originating from, made in, produced in, setting out from, "
    "outgoing from, sent from, shipped from, exported from",
    "TO": "to, into, towards, toward, reach, reaches, reached, reaching, enter, enters, entering, entered, "
    "arrive in, arrives in, arriving in, arrived in, arrive at, arrives at, arriving at, bound for, "
    "headed for, heading for, heading to, destined for, headed to, meant for, end up in, ends up in, "
    "ending in, ends in, ending up in, end in, onto, landing in, until it reaches, on to, sold in, consumed in, "
    "destination, flooding, comes into, come into, coming into",
    "BETWEEN": "between, connecting, linking, link, links, connect, connects, joins, linked, connected",
    "VIA": "via, through, by way of, across, passing through, pass through, passes through, passed through, "
    "transiting, transits, transit through, cross, crosses, crossing, crossed, goes through, go through, "
    "going through, went through, moves through, move through, flow through, flows through, "
    "stop in, stops in, touch, touches, routed through, channelled through, thru, run through, runs through, "
    "travel through, travels through, pass by, passes by, go via, goes via, pass, passes, passing",
    "IN": "in, of, within, inside, on, at, along, around, onto, near, inside of, for the case of",
    "FOR": "for",
    "AND": "and, plus, as well as, or",
    "WITHOUT": "without, if there were no, if there was no, in the absence of, bypassing",
    # Who, which, how.
    "WHICH": "which, what, what are, what is, whats, wich, what's, list, name, show, give, show me, give me, list all, "
    "list the, tell me which, tell me what, find, identify, wat, whch, find me, get me",
    "WHO": "who, whom, whose, which sources, which authors",
    "WHERE": "where, wher, from where, where else",
    "HOW": "how, in what way, by what means",
    "WHY": "why, how come, for what reason, what makes, explain, explain why, reason, reasons",
    "IF": "what if, if, suppose, assume, assuming, supposing, imagine, in case, what would happen if, "
    "what happens if, what happens when, what would happen, what happens, what would change, what changes if, "
    "what would be the effect of, scenario, whatif, what-if, effect of, impact of, consequences of, "
    "what would happen should, happen, happens, what would, say that if",
    # Things.
    "COUNTRY": "country, countries, nation, nations, states, state, places, place, territories, jurisdictions",
    "LEG": "leg, legs, connection, connections, edge, edges, crossing of the border, link between",
    "ROUTE": "route, routes, path, paths, itinerary, itineraries, trajectory, trajectories, trail, trails, "
    "way, ways, which way, journey, journeys, passage, trafficking routes, smuggling routes, pathways, pathway, "
    "trafficking route, smuggling route, supply route, supply routes, chain of countries, "
    "supply chain, supply line, supply lines, lane, lanes, routing",
    "HUB": "hub, hubs, transit, transit hub, transit hubs, transit country, transit countries, transit point, "
    "transit points, transit state, transit states, stopover, stopovers, waypoint, waypoints, relay, relays, "
    "transshipment, transshipment point, transshipment points, trans-shipment, transhipment, transshipment hub, "
    "transshipment hubs, transhipment points, transshipment countries, staging post, staging posts, "
    "staging point, staging points, intermediate countries, intermediate country, intermediary countries, "
    "intermediaries, in between, way stations, way station, stepping stone, stepping stones, transit zone, "
    "transit zones, transit places, stops, nodes, transit nodes, layover, layovers, stop over, conduit, conduits, "
    "intermediate stops, intermediate stop, middlemen countries, crossroads, transited, lie, lies, "
    "stand, stands, staging areas, staging area, transit role",
    "ENTRY": "gateway, gateways, entry point, entry points, point of entry, points of entry, ports of entry, "
    "port of entry, landing points, landing point, entry country, entry countries, entry, arrival points, "
    "enter by, first arrive, first arrives, come in, first reach, first reaches, first enter, first enters, "
    "doors, door, countries of entry, country of entry, first land, first lands",
    "DEPARTURE": "departure, departures, departure country, departure countries, departure point, departure points, "
    "points of departure, point of departure, countries of departure, country of departure, embarkation, "
    "launch points, launching points, exit points, exit point, last countries, last country, "
    "jumping-off points, countries of dispatch, embarkation points, sets out, set out",
    "MADE": "made, produced, manufactured, grown, origins, originate, originates, originated, originating, "
    "synthesised, cultivated, production origin",
    "MOVE": "move, moves, moved, moving, go, goes, going, went, gone, get, gets, getting, got, "
    "flow, flows, flowing, flowed, travel, travels, travelled, traveled, trafficked, "
    "trafficking, smuggled, smuggling, transported, sent, shipped, shipment, "
    "shipments, carried, take, takes, taken, taking, took, come, comes, coming, came, "
    "exported, delivered, run, runs, running, bring, brings, brought, trade, trades, "
    "traded, trading, move along, follow, follows, followed, use, uses, used, using, "
    "land, lands, consignments, consignment, loads, make it, find its way, "
    "finds its way, make its way, makes its way, travelling, traveling, moved on, "
    "dispatched, distributed, distribution, movement, movements, make their way, "
    "wind up, journeying, head, heads, leads, lead, arrive, arrives, arriving, "
    "arrived, end up, ends up, makes it, transmitted",
    "SEND": "traffic, smuggle, transport, transporting, send, sends, sending, ship, ships, "
    "shipping, carry, carries, carrying, export, exports, exporting, deliver, "
    "delivers, distribute",
    "SUPPLIER": "supplier, suppliers, supplied by, supplied from, source of, sources of, come from, comes from, "
    "came from, coming mostly from, comes mostly from, come mostly from, comes mainly from, come mainly from, "
    "source of supply, sources of supply, origin, origin of, origins of, provenance, source country, "
    "source countries, countries of origin, country of origin, origin countries, supply sources, originates from, "
    "originate from, originate in, originates in, provided by, imported from, brought from, sourced from, "
    "sourced, sourcing, feeders, exporters, exporter, imports come, main source, provider, providers, supply of, "
    "made or bought, coming in from, arrive from, arrives from, obtained from, origin for, bought from",
    "SUPPLY": "supply, supplies, supplying, supplied, provide, provides, feed, feeds, provision, serve, serves, furnish, furnishes, "
    "supplied to, stock, stocks",
    "RECEIVE": "receive, receives, received, receiving, import, imports, imported, importing, obtain, obtains, buy, buys, "
    "source, sources, get its, get their, gets its, gets their, get hold of, draw, draws, acquire, acquires, procure, procures",
    "CHOKE": "chokepoint, chokepoints, choke point, choke points, bottleneck, bottlenecks, bottle neck, bottle necks, "
    "pinch point, pinch points, unavoidable, indispensable, every route, all routes, each route, cut set, cut sets, "
    "cannot be avoided, must pass, has to pass, have to pass, articulation, articulation points, weak spots, "
    "minimum cut, smallest cut, smallest set, smallest sets, smallest number, fewest, no way around, no way round, "
    "cut off all, necessarily, inevitably, essential, all paths, every path, no alternative, must go through, "
    "must cross, must transit, has to go through, have to go through, cut vertices, single point of failure, "
    "single points of failure, minimal cut, narrows, choking point, choking points, chockpoint, chockpoints, "
    "cut all routes, can not be avoided, is unavoidable, always pass, always passes, must all pass",
    "ACT": "act, act in, act against, intervene, intervene in, intervention, interventions, acting in, "
    "best to act in, best places to act, to act in, focus on, target, prioritise, prioritize, concentrate on, "
    "work in, invest in, most effective to act in, watch, monitor, guard, most worth watching, focus, police, controls in, "
    "strengthen controls in, put controls in, place checkpoints, checkpoints, station officers, station officers in",
    "BUDGET": "budget, budget of, with a budget of, a budget of",
    "TOGETHER": "together, jointly, combined, combination, combinations, pair, pairs, pair of, pairs of, triple, triples, "
    "triplet, in combination, combinations of, sets of, set of, set, sets, at once, "
    "at the same time, simultaneously, combination of, sweep, trio, duo, both, trios",
    "STOP": "stop, stops, stopped, intercept, intercepts, intercepted, block, blocks, blocked, affect, affects, "
    "disrupt, disrupts, disrupted, intercepting, reduce, reduces, interrupt, halt, halts, curb, catch, blocking, cover, "
    "disrupting, stopping, do most, matter most, hit, hurt, prevent",
    "REMOVE": "remove, removing, take out, taking out, eliminate, close, closing, shut, shut down, shutting, "
    "knock out, close down, block off, seal, seal off, cut out, cutting out, drop, dropping, delete, deleting, "
    "closing down, shutting down, closure of, removal of, loss of, the closure of, cut, cutting, without using",
    "CLOSED": "closed, is closed, were closed, was closed, are closed, removed, is removed, were removed, was removed, "
    "are removed, shut its border, closes, closes its border, closed its border, closed its borders, "
    "closes its borders, closed its ports, closes its ports, shut its ports, drops out, dropped out, disappeared, disappears, "
    "is shut, were shut, was shut, fell away, falls away, were gone, was gone, is gone, taken out, "
    "is taken out, were taken out, was taken out, eliminated, were eliminated, was eliminated, were blocked, was blocked, is blocked, "
    "were cut, was cut, is cut, were cut off, was cut off, were not available, was not available, out of the picture, "
    "were sealed, was sealed, is sealed, sealed, is eliminated, are shut, are blocked, are cut, "
    "stopped everything, stops everything, stopped all, shut down completely, are eliminated, are taken out, "
    "were to close, closed down, shuts down, shuts, sealed its border, seals its border, sealed its borders, were unavailable, "
    "did not exist, didn't exist, no longer existed, were to disappear, disappear, vanished, were to vanish, "
    "were not there, was not there, fell out, falls out, blocked everything, unavailable",
    "SEIZE": "seize, seizes, seized, seizing, intercept, intercepting, catch, caught, confiscate, confiscated, "
    "were seized, was seized, is seized, are seized, seizure, seizures, confiscates, stopped, were stopped, was stopped, "
    "is stopped, interdiction, were intercepted, was intercepted, is intercepted, interdicted, were interdicted, "
    "were caught, was caught, interdiction rate, seizure rate, rate of, at a rate of, rate, with a rate of, took out, "
    "are stopped, are intercepted, got caught, gets caught, of what enters, of what passes, of all that enters, "
    "what enters, of everything that enters, of everything entering, of what goes through, blocked",
    "INTERDICT": "interdict, interdicts, interdicting",
    "NOTHING": "nothing, nothing went, nothing moved, nothing could go, no flights, nothing goes, nothing moves, "
    "no more, nothing travelled, nobody, none",
    "MAP": "map, maps, plot, draw me, on a map, map of, a map of, draw a map, draw a map of, mapped, visualise, visualize, "
    "draw the, picture, picture of, chart, sketch, cartography, display on a map, map out",
    "COOP": "cooperation, cooperate, cooperates, cooperating, co-operation, co-operate, co-operates, body, bodies, "
    "organisation, organisations, organization, organizations, agency, agencies, treaty bodies, collaborate, collaborates, "
    "international bodies, task force, task forces, work together, works together, working together, institutions, "
    "institution, collaboration, partnerships, alliances, bodies of cooperation, regional bodies, joint bodies, partnership, "
    "working groups, international organisations, international organizations, networks of cooperation, jointly police, "
    "law enforcement cooperation, police cooperation, cooperation bodies, cooperation body, intergovernmental, "
    "frameworks, framework, initiatives, initiative, mechanisms, platforms, fora, forums",
    "CENTRAL": "central, centrality, most central, influential, most influential, key players, key player, broker, brokers, brokerage, "
    "rank countries, ranking of countries, rank the countries, ranking, most important countries, most important nodes, "
    "most important, centralities, betweenness centrality, rank, ranked, important countries, "
    "best connected, most connected, well connected, connectedness, rank all countries, key countries, "
    "most important country, most important places, centrally placed, main players, biggest players, top countries, "
    "most prominent, prominent, network position, best-connected",
    "CHANGE": "change, changed, changes, changing, shift, shifted, shifts, differ, differs, differed, difference, differences, compare, "
    "compared, comparison, comparing, evolve, evolved, evolution, develop, developed, development, trend, trends, "
    "what changed, has changed, have changed, how has, versus, vs, against, new, newly, appeared, compare with, different, "
    "compared with, compared to, as compared with, as compared to, moved since, altered, alter",
    "SAY": "say, says, said, claim, claims, claimed, assert, asserts, report, reports, reported, states that, mention, "
    "mentions, mentioned, tell of, tells of, attest, attests, according to whom, cite, cites, cited, document, documents, "
    "documented, who says, who claims, who reports, who said, says that, speaks of, speak of, proves, prove, writes, wrote, "
    "confirm, confirms, confirmed, who mentions, describes, note, notes, publications, publication, articles, papers, "
    "support, supports, supporting, backs, back, behind, vouches, based on",
    "EVIDENCE": "evidence, citation, citations, reference, references, proof, documentation, evidence for, evidence that, "
    "underlying evidence, documents behind, what evidence, bibliography, records of, record of, sources for, sources on, "
    "source for, sources about, sources behind, evidence on, evidence of, sources say, sources that say, sources report, "
    "sources mention, sources cite, reports on, reports of, evidence behind",
    "KNOW": "know, known, knows, about, tell me about, tell me everything about, profile, describe, fact, facts, information, info, "
    "overview, summary, summarise, summarize, details, data say, data, what is known, know about, known about, known of, "
    "what do we know, what do you know, everything, all about, learn about, fact sheet, dossier, country profile, more about, "
    "profile of, show all about, introduce, introduction, background, look up, hold on, portrait, describe the",
    "ROLE": "role, roles, position, function, significance, part, what role, what part, plays, play, playing, figure in",
    "IMPORTANT": "important, importance, matter, matters, how important, relevant, relevance, crucial, significant, weight",
    "SHARE": "share, shares, proportion, fraction, percentage, what share, how much of the, portion, what percentage, how much of, "
    "percent, what proportion, what fraction",
    "AMOUNT": "how much, how many tonnes, how many tons, how many kilos, how many kilograms, tonnage, quantity, quantities, "
    "volume, volumes, amount, amounts, estimate, estimated, estimates, estimation, how many metric tons, tonnes, tons, "
    "how large, how big, total, in total, flow estimate, flow estimates, kilograms, kilos, kg, what quantity, "
    "what volume, what amount, size, magnitude, how great",
    "GAP": "gap, gaps, uncovered, not covered, missing, cover, covers, covered, covering, coverage, work on, deal with, deals with, "
    "active, responsible, engaged, in charge, lacking, working on, work against, fight, fights, against, act on",
}

#: Words that change nothing.
FILLERS = """
a an the this that these those it its their there they them he she we our us i me my you your one ones some any
is are was were be been being am isn does do did doing done has have had having can could may might shall should
will would must please kindly hello hi hey thanks
by with as than then so also too very much more most mostly many lot lots main mainly major majority key principal
primary typical typically usual usually common commonly likely likeliest probable probably possible important
actually really currently exactly normally generally often best largest biggest big large greatest top
not only just all each every other others another same both kind kinds type types sort number
drug drugs narcotic narcotics illicit illegal illegally substance substances goods load stuff product products
market markets consumer consumers networks network trade business flows destined supply's
say tell see want like need help question answer
port ports airport airports coast coasts border borders harbour harbours harbor harbors waters shore
out up down over off onto away back again still even ever first last final second third next
international internationally global globally worldwide overall entire whole general world
year years annual annually per period time times decade era a month
when while during since until also who've due because
route's country's there's it's hub's let's
such like ie eg i.e e.g etc
main biggest leading chief dominant involved involving concerned regarding concerning respect terms term
their serve serves serving act acts acting known considered regarded seen called count counts
between's trafficker traffickers smuggler smugglers cartels cartel organised organized crime groups group
different various several against toward particular specific certain given
reach's heavily strongly frequently well likely
used actual real current recent old
means mean mode modes direction side
according published public reported available cited known
one's s t d re ve ll m
currently presently
what's who's where's how's
think believe guess wonder curious know
happen's go's be's
seizure-based cross-border cross regional region regions continent area areas subregion part
bulk shipments' consignment's enough least less few some
across's
from's
trips trip voyage
towards's
still now's
"""

#: Subjects that people ask about and that no command answers, with what to call them.
OFF_TOPIC = {
    "prices": "price, prices, priced, cost, costs, expensive, cheap, cheapest, worth, value, profit, profits, margin, wholesale, "
    "retail, street price, usd, dollars, euros",
    "purity": "purity, pure, adulterants, adulterated, cutting agents, potency, potent, quality, strength",
    "users": "user, users, addict, addicts, addiction, consumption, consume, consumes, prevalence, overdose, overdoses, deaths, "
    "dependence, treatment, health, patients, death",
    "persons and groups": "who leads, kingpin, kingpins, leader, leaders, boss, bosses, gang, gangs, mafia, person, persons, people, "
    "names of, el chapo, dealer, dealers, arrested, arrests, arrest, killed, murder, murders, violence",
    "law": "law, laws, legal, legality, penalty, penalties, sentence, prison, punishment, decriminalised, legalised, police officers",
    "forecasts": "future, forecast, predict, prediction, predicted, tomorrow, next year, next decade, will be",
    "production": "produce, produces, producing, production, producer, producers, lab, labs, laboratory, laboratories, cultivation, "
    "cultivate, hectares, farmers, grow, grows, growing, manufacture, manufactures, recipe, synthesis, cook, make, makes",
}

#: Ways of travel, with the modes of the data.
MODES = {
    ("sea_vessel", "sea_container"): "by sea, maritime, seaborne, over sea, by water, sea, sea routes, at sea, sea route, sea-borne",
    ("sea_vessel",): "by boat, by ship, by vessel, by yacht, by fishing boat, fishing boats, by boats, by ships, boats, yachts, "
    "go-fast boats, sailing boats, vessels, sailboats, on yachts, on ships, by speedboat, on fishing boats, on boats",
    ("sea_container",): "by container, in containers, containers, in container, containerised, containerized, "
    "by sea container, in shipping containers, shipping containers, container, container ships, by container ship, "
    "in sea containers, containerised cargo, container shipments, sea containers",
    ("air_private", "air_courier", "air_cargo"): "by air, by plane, by aircraft, by airplane, airborne, by flight, air, on flights, "
    "by aeroplane, by planes, flown, planes, flights, air routes, air route, through the air",
    ("air_private",): "by private plane, private planes, light aircraft, small planes, by light aircraft, by small plane, "
    "private aircraft, clandestine flights, by private aircraft, private jets, by private jet, in small planes, in light aircraft",
    ("air_courier",): "by courier, couriers, by air courier, air couriers, by mule, by mules, mules, body packers, air passengers, "
    "by air passengers, drug mules, by couriers, with couriers, by passengers",
    ("air_cargo",): "by air cargo, air cargo, air freight, by air freight, airfreight, by airfreight",
    ("land", "rail"): "overland, over land, by land, land routes, land route, on land",
    ("land",): "by road, by truck, by lorry, by car, trucks, lorries, road, by trucks, by lorries, by bus, in trucks, by vehicle",
    ("rail",): "by rail, by train, rail, railway, by railway, on trains, trains",
    ("parcel",): "by mail, by post, by parcel, parcels, mail, post, in parcels, postal, by postal, by parcel post, in the mail, "
    "in the post, by letter, through the mail, through the post, letters, by postal parcels, postal parcels",
}

#: Numbers in words, and what a part is called.
NUMBERS = {
    "one": 1, "single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20,
}  # fmt: skip
PARTS = {
    "a half": 0.5, "half": 0.5, "one half": 0.5, "a third": 1 / 3, "one third": 1 / 3,
    "two thirds": 2 / 3, "a quarter": 0.25, "one quarter": 0.25, "three quarters": 0.75,
    "a fifth": 0.2, "one fifth": 0.2, "a tenth": 0.1, "one tenth": 0.1, "one in ten": 0.1,
    "one in five": 0.2, "one in four": 0.25, "one in three": 1 / 3, "one in two": 0.5,
    "every second": 0.5, "every third": 1 / 3, "every tenth": 0.1, "two fifths": 0.4,
}  # fmt: skip

#: Measures of centrality by the phrases that name them.
MEASURES = {
    "betweenness": "betweenness, betweenness centrality",
    "pagerank": "pagerank, page rank",
    "degrees": "degree, degrees, degree centrality",
    "strengths": "strength centrality, node strength",
    "katz": "katz, katz centrality",
    "harmonic": "harmonic, closeness, closeness centrality, harmonic centrality",
    "hits": "hits, hubs and authorities",
    "random_walk": "random walk, random walks, random-walk betweenness",
    "brokerage": "broker, brokers, brokerage, gatekeepers, go-betweens",
}

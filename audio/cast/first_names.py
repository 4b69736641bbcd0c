"""The likely gender of a name, to choose a fitting voice. A guess, never a statement about a person.

The libraries for this are copyleft, unmaintained or carry tens of megabytes and pandas, which a default that
`voices.yaml` overrides in one line is not worth. So here is a compact table: common first names of many
languages, written without accents. Names that both women and men bear (Alex, Chris, Jean, Andrea, Sasha) are
left out on purpose: for them any voice fits.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from audio.cast.values import Gender

_FEMALE = """
abigail ada adaeze adela adele adelina adriana agata agathe agnes agnieszka aicha aida aiko aileen aisha
aishwarya akiko alba alessandra alessia alexandra alice alicia alina alison aliya allison alma alyssa amalia
amanda amber amelia amelie amina amira amrita amy ana anabel anais ananya anastasia angela angelica angelina
anika anita anja anjali ann anna annabel anne anneke annelie anneliese annemarie annette annie annika anouk
anoushka antje antoinette antonella antonia anya aoife aparna april ariadne ariana arlene astrid asuka
audrey aurelie aurora ava aya ayako aylin ayse azra barbara beata beatrice beatrix beatriz becky belinda
bella bernadette bernice bertha beth bethany betty beverly bianca birgit birgitta blanca bonnie brenda
briana brianna bridget bridgette brigitte britta brittany brooke caitlin camila camilla candice carina carla
carlotta carmen carol carole carolina caroline carolyn carrie cassandra catalina catarina caterina catherine
cathy cecile cecilia celeste celia celine chantal charlene charlotte chelsea cheryl chiara chieko chiyo
chloe christa christel christelle christiane christina christine ciara cindy claire clara clarissa claudette
claudia claudine clemence colette colleen concepcion connie constance consuelo cora coralie cordelia corinna
corinne cornelia cristina crystal cynthia dagmar daisy dalia dana danica daniela daniella danielle danuta
daphne daria darlene dawn deanna debbie deborah debra deepika deirdre delia delphine denise desiree diana
diane dina dolores dominika donatella donna dora doris dorothea dorothy ebba ebru edith edna eileen
ekaterina elaine eleanor elena eleonora elif elin elina elisa elisabeth elise eliza elizabeth ella ellen
ellie elodie eloise elsa elsie elvira emilia emilie emily emma enrica erica erika erin esme esmeralda
esperanza estelle esther ethel eugenie eunice eva eve evelyn evelyne fabienne faith fatima fatma fatou
felicia felicity fernanda fiona flavia fleur flora florence franca frances francesca francine francisca
francoise franziska freda frederique freya frida friederike gabriela gabriella gabrielle gail galina gemma
genevieve georgia georgina geraldine gerda gertrude gianna gillian gina ginette giovanna gisela gisele
giulia giuliana gladys gloria grace graciela greta gretchen grete guadalupe gudrun gwen gwendolyn hailey
haley hana hanae hanna hannah hanne harriet haruka hatice hazel heather heidi helen helena helene helga
helle henrietta henriette hermine hermione hilary hilda hildegard hiroko holly hortense ida ilaria ilona
ilse imani imogen ines inga ingeborg ingrid irena irene irina iris irma isabel isabella isabelle isadora
isla isobel isolde ivana ivanka iwona izabela jacqueline jadwiga jana jane janet janice janina jasmine
jeanette jeanne jelena jenna jennifer jenny jessica jill jimena joanna joanne johanna josefa josefina
josephine joy joyce juana juanita judith judy julia juliana julie juliet juliette june justine justyna jutta
kaia kaitlyn kamala kamila karen karin karina karla karolina katarina katarzyna kate katelyn katerina
katharina katherine kathleen kathryn kathy katie katja katrin katrina kavita kavya kayla kaylee keiko keisha
kelsey khadija kimberly kirsten kirsty klara konstanze krista kristen kristin kristina ksenia kumiko kylie
kyoko laetitia laila lakshmi lara larissa latifa latoya laura lauren lavinia layla lea leah leila lena leni
leonie leonora leticia letizia lidia liesel lilian liliana lillian lilly lily lina linda linnea lisa liv
livia liz liza lois lola lorena lorenza loretta lori lorna lorraine lotte louisa louise luana lucia luciana
lucie lucienne lucille lucinda lucy ludmila luisa luise luna lydia lyudmila mabel madeleine madeline madison
mafalda magda magdalena maggie magnolia maisie maja malgorzata mandy manon manuela mara marcella marcelle
marcia mareike margaret margarida margarita margaux margherita margit margot marguerite maria mariam mariana
marianne maribel marie mariel marietta marija marijke marika mariko marilyn marina marion marisa marisol
marissa marit marjorie marlene marta martha martina martine mary maryam mathilda mathilde matilda maud
maureen maya megan meghan mei melanie melinda melissa mercedes meredith meryem mia michaela michelle midori
mieke mila mildred milena millie mina minnie mirabel miranda mireille mirela miriam mitsuko miyuki moira
molly mona monica monika monique muriel myriam nadezhda nadia nadine naima naledi nancy naomi natalia
natalie natasha nathalie neha nell nellie nerea nettie ngoc ngozi nia niamh nicole nicoletta nilufer nina
noelia noemi nomvula nora noreen norma noura nuria octavia odette odile ofelia oksana olga olive olivia
olympia ophelia orla ottilie paige pamela paola patience patricia patrizia patty paula paulette paulina
pauline pearl peggy penelope penny perla petra petronella philippa phoebe phyllis pilar pippa polly pooja
portia priscilla priya priyanka prudence rachel radha raffaella ragnhild rahel raisa ramona raquel rebecca
regina reiko renata renee rhiannon rhoda rhonda rita roberta rocio roisin romina rosa rosalia rosalie
rosalind rosalyn rosanna rose rosemarie rosemary rosina rosita roswitha roxana roxanne ruby rukmini ruth
saanvi sabina sabine sabrina sadie sakura sally salma samantha sandhya sandra sandrine sanja saoirse sara
sarah saskia savannah scarlett selena selin selma senait serena shanice sharon shauna sheila sherry shirin
shirley shreya sibylle sienna sigrid silke silvana silvia simona simone sinead siobhain siobhan siri sita
sofia sofie solange soledad solveig sonia sonja sophia sophie soraya stacey stefania steffi stella stephanie
sue sumiko sunita susan susana susanna susanne suzanne svetlana swati sybil sylvia sylvie tabitha tamar
tamara tammy tamsin tania tanja tanya tara tatiana tatyana teresa terri tess tessa thandiwe thea thelma
theodora theresa therese thora thuy tiffany tilda tina tomoko tracey trine trinity trudy uma ursula usha ute
valentina valeria valerie vanessa vera verena veronica veronika veronique vicki victoria vigdis viktoria
viola violet violetta virginia virginie vivian viviana vivienne wanda wanjiru wendy wiebke wilhelmina wilma
winifred winnie wioletta xenia xiaoling ximena yasemin yasmin yasmina yelena yesenia yetunde yoko yolanda
yuko yulia yumi yvette yvonne zahra zainab zara zeinab zelda zeynep zita zoe zofia zuzana zuzanna
"""

_MALE = """
aaron abbas abdel abdul abdullah abel abraham achim adam adebayo adnan adolfo adrian adrien ahmad ahmed
ahmet aidan aiden ake akio alain alan alasdair alastair albert alberto albrecht alejandro aleksander
aleksandr aleksei alessandro alessio alexander alexandre alexei alfonso alfred alfredo ali alistair allan
allen alois alonso alvaro alvin amadou ambrose amir amit anatole anatoly anders andre andreas andres andrew
andrzej andy angelo angus anil ansel anselm antero anthony antoine anton antonio archibald archie aristide
arjun armando armin arnaud arnold arthur arturo arun arvid asad ashok august augustin augusto augustus
aurelio austin axel baptiste barnaby barry bart bartholomew bartosz basil bastian beau ben benedict benito
benjamin benoit bernard bernardo bernd bernhard bert bilal bill billy bjarne bjorn blake bob bobby bogdan
boris brad bradley bram brandon brendan brent brett brian bruce bruno bryan burak byron caleb callum calvin
cameron carl carlo carlos cedric cesar chad charles chase chester christian christof christoph christophe
christopher chukwu cian ciaran clarence claudio claus clayton clemens clement cliff clifford clint clive
clyde cole colin connor conor conrad constantin corey cormac cornelius craig cristian cristobal curtis cyril
cyrus daisuke dale damian damien damon dan daniel danilo danny dante dario darius darrell darren darryl dave
david dean deepak demetrius denis dennis denzel derek derrick desmond detlef diarmuid dick didier diego
dieter dietrich dimitri dimitris dinesh dirk dmitri dmitry domenico domingo dominic dominik don donald
donato dorian doug douglas duane dudley duncan dustin dwayne dwight dylan eamon earl eberhard eddie edgar
edmund edoardo eduard eduardo edward edwin efrain egon einar ekkehard eldar eli elias elijah elliott elmer
elvis emanuel emeka emil emiliano emilio emmanuel emmet emmett emre enrico enrique enzo ephraim eric erik
ernest ernesto ernst erwin esteban ethan etienne eugene eugenio evan ezra fabian fabien fabio fabrice faisal
falk farid felipe felix ferdinand fergus fernando fidel filip filippo finlay finn fintan flavio florian
floyd francesco francis francisco franck franco francois frank franklin franz fred frederic frederick
frederik friedrich fritz gabor gabriel ganesh gareth garrett gary gaspard gaston gavin geoff geoffrey georg
george georges gerald gerard gerardo gerhard gerry giacomo gian gianluca gianni gideon gilbert gilberto
gilles giorgio giovanni giulio giuseppe glen glenn gonzalo goran gordon graham grant greg gregor gregory
grigory guido guillaume guillermo gunnar gunter gunther gus gustav gustavo guy haakon hakan hakim hamid
hamza hannes hans harald hari harold haroun harrison harry haruki harvey hasan hassan hector heiko heiner
heinrich heinz helmut hendrik henri henrik henry herbert heribert herman hermann herve hideo hiroki hiroshi
hitoshi holger horace horst howard hubert hugh hugo humphrey hunter hussein ian ibrahim ignacio igor ikenna
ilya imran ingo isaac isaiah isamu ismail ivan ivar ivo jack jackson jacob jacques jake jakob jakub jamal
james janek janos janusz jared jarek jaroslav jason javier jay jed jeff jefferson jeffery jeffrey jens
jeremiah jeremy jerome jerry jesper jesse jesus jim jimmy joachim joao joaquin jochen joe joel johan johann
johannes john johnny jon jonah jonas jonathan jordi jorg jorge jose josef joseph josh joshua josiah juan
juha juhani jules julian julien julio julius juma jurgen justin kaito kamal kamau karel karl karsten kaspar
keith ken kenji kenneth kenta kevin khalid kilian kjell klaus knut kofi konrad konstantin kristof kristoffer
krzysztof kunal kurt kwabena kwame kwesi kyle lachlan landon larry lars laszlo laurent lawrence leif lennart
leo leon leonard leonardo leopold leroy lester lev levi lewis liam lionel lloyd logan lorenz lorenzo lothar
louis luc luca lucas luciano lucien ludovic ludwig luigi luis luiz lukas luke luther maarten magnus mahmoud
makoto malcolm malik mamadou mandla manfred manoj manolo manuel marc marcel marcello marcelo marcin marco
marcos marcus marek mariano mario marius mark marko markus marshall martin marvin masashi mason massimo
mateo mateusz mathew mathias mathieu mats matteo matthew matthias matthieu maurice mauricio maurizio mauro
max maxime maximilian maxwell mehdi mehmet melvin micah michael michal micheal michel mickael miguel mihai
mikael mike mikhail mikko milan miles milos milton miroslav mitchell mohamed mohammad mohammed mohan
mordecai moritz mortimer moses moshe muhammad mukesh murat murray mustafa nathan nathaniel naveen ned neil
nelson nicholas nick niclas nico nicolas niels nigel nikhil niklas nikolai nikolas nikolaus nils noah nolan
norbert norman olavi oleg oliver olivier olof omar orlando orson oscar oskar osman oswald otieno otis otto
owen pablo panos paolo pascal patricio patrick patrik paul paulo pavel pawel pedro pekka percy perry pete
peter petr philip philipp philippe phillip pierre pietro piotr pradeep prakash preston qasim quentin rafael
raffaele rahul rainer raj rajesh rajiv ralf ralph ramesh ramon randall randolph randy raphael rashid rasmus
raul ravi ray raymond reginald reinhard reinhold rhys ricardo riccardo richard rick ricky rob robert roberto
robinson rod roderick rodney rodrigo roger roland rolf romain roman ron ronald ronan rory ross roy ruben
rudi rudolf rudolph rufus rupert russell ryan salvador salvatore samir samson samuel sandor sanjay santiago
satoshi saul scott sean sebastian sebastien selim serge sergei sergey sergio seth shane shaun shawn shigeru
siegfried sigmund silas silvio simon sipho solomon soren spencer stan stanislav stanley stefan stefano
stelios sten stephan stephane stephen steve steven stewart stuart sunil suresh sven svend sylvain sylvester
tadashi takashi takeshi tarek tariq ted terence terrence teun thabiso thabo thaddeus theo theodor theodore
thibault thierry thijs thomas thor thorsten tiago tibor tim timo timothy titus tobias todd tom tomas tomasz
tommaso tommy tony torben torsten toshiro travis trent trevor tristan troels troy tuan tyler udo ugo ulf
ulrich umberto uwe vaclav valentin vasily venkat vernon vicente victor vijay vikram viktor vince vincent
vincenzo vinod virgil vitaly vito vittorio vivek vladimir volker waldemar walter warren wayne wenzel werner
wesley wilbur wilfred wilhelm will willem william willie willy winston wojciech wolf wolfgang wyatt xavier
yannick yannis yaroslav yasuo yaw yiannis yohei yousef youssef yusuf yusuke yves zachary zbigniew zdenek
zoltan
"""

_CYRILLIC_FEMALE = """
алина алла анастасия анна валентина вера галина дарья екатерина елена ирина ксения лариса любовь людмила
марина мария надежда наталья оксана ольга светлана софья татьяна юлия
"""

_CYRILLIC_MALE = """
алексеи александр анатолии андреи антон борис вадим василии виктор виталии владимир вячеслав
георгии григории дмитрии евгении иван игорь илья кирилл константин максим михаил николаи олег павел петр
роман сергеи степан юрии
"""

_TITLES: dict[str, Gender] = {
    **dict.fromkeys(("mr", "mister", "sir", "lord", "herr", "monsieur", "senor", "signor"), "male"),
    **dict.fromkeys(("mrs", "ms", "miss", "madam", "madame", "mme", "lady", "dame"), "female"),
    **dict.fromkeys(("frau", "senora", "signora"), "female"),
    **dict.fromkeys(("dr", "doctor", "prof", "professor", "rev", "reverend", "judge", "senator"), "unknown"),
}


_STROKES = str.maketrans("øłđı", "oldi")
"""Letters that Unicode does not take for another with an accent."""


def likely_gender(name: str) -> Gender:
    """Guess from a title (`Mrs.`) or the first name; `unknown` where both leave it open."""
    words = [word for word in re.split(r"[\s.,]+", _plain(name)) if word]
    titles = 0
    while titles < len(words) and words[titles] in _TITLES:
        gender = _TITLES[words[titles]]
        if gender != "unknown":
            return gender
        titles += 1
    # What follows a title or initials and ends the name is a family name.
    names = words if len(words) == 1 else words[titles:-1]
    first = next((word for word in names if len(word) > 1), "")
    table = _table()
    forms = (first, first.partition("-")[0], first.rpartition("-")[2])
    return next((table[form] for form in forms if form in table), "unknown")


@cache
def _table() -> dict[str, Gender]:
    female: dict[str, Gender] = dict.fromkeys((_FEMALE + _CYRILLIC_FEMALE).split(), "female")
    male: dict[str, Gender] = dict.fromkeys((_MALE + _CYRILLIC_MALE).split(), "male")
    return female | male


def _plain(name: str) -> str:
    """Take case and accents off."""
    decomposed = unicodedata.normalize("NFKD", name.casefold()).translate(_STROKES)
    return "".join(char for char in decomposed if not unicodedata.combining(char))

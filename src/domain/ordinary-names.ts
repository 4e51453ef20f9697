// Names of people that are also ordinary words, places, months or names of illnesses: seen alone in a note they are usually no name.

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Written small they are ordinary words; with a capital in the middle of a sentence they are somebody's name. */
export const ordinaryWords = list(`
abbot able ace ache acre adder admiral alder all alley always amber ambler anchor angel angle answer any apple april arch archer are ark
arm armour arms arrow art ash ashes august aunt aurora autumn ayes back bacon badger baker ball balm band bane bank banks banner barber
bard bark barker barley barn barnes baron barr barrel barrow bass bast batch bate bath bay beach beacon bead beadle bean bear beard beast
beat bee beech beer bees bell bench bend berry best better bible bill bills binder birch bird bishop bite black blade blaze bliss block
blood bloom blow blower blue blunt board boast boat bold bolt bond bone bones bonny book books boot booth born both bottle bottom bough
bound bow bowel bower bowl bowler bowman box boy boys brace bracket brain brake branch brand brandy brass brave bread breeze brew brewer
bride bridge bridges brief brier bright brine brisk bristle broad brock broke brook brooks broom brow brown bruise brush buck bucket
buckle bud bull bullet bunch bunny bunting burden burn burns bush bushel bustle but butcher butler butt butter buttery button buttons buzz
cable cage cain cake call callow camp can candle candy cane cannon cape caper card carder care carer carp carpenter carrier cart carter
cartwright carver case cash cask cast castle catch cater cave chaff chain chair chalk chamber chambers champion chance chancellor chandler
change chant chapel chaplain chapman chapter charity charm chart chaser chastity cheek cheer cheng cherry chess chest chick child childs
chill chin china cho choice christian christmas church churn cinder clapper clark clay clean clear cleaver clerk cliff climb cloak close
cloud clover cluster coach coal cobbler cock cocks coffee coffin coin cold cole collar collier colt comb come comfort common constable
constant cook cooks cool coop cope copper copping coral cork corn corner cotton couch counter court cousins cove crab craft crane craven
craze creed creek crisp crook crooks cross crossing crow crown crust crystal cuff cull cup curl curry curtain cushion cutter cutting
cuttings daft dagger dainty dairy daisy dale damp dance dancer darling dart dash date dawn dawns day days dazzle deacon dean dear dearth
death deed deeds deep deer dent dew dial dice dick did dig din dine dish ditch dive dock doe dollar dolly dolphin done door dose dot dove
down downs dragon drain drake draper draw drawer dream drew driver drop drought drum drummer dry duck ducker duke dull dumb dunk dusk dust
duster dyke eager eagle earl early earnest earth east easter easy eaves edge eggs elder elm else ember embers end eng english ensign
errand escort eve even evens ever every ewe extra eye eyes fable fair fairly faith falcon fall fallow fame fan fancy fanny far farmer farr
fast father fawn feather fee fell fellow fellows fence fender fern ferry fever few field fielder fields fig fight file fill finch fine
finer finger fir firm first fish fisher fitter fitting flag flake flame flash flat flax fleet flint flood flora flower flowers flute fly
foal fog fold foot for force ford fore forest forester forge fork fort forth fortune forty forward foster found fountain fowl fowler fox
frail frame france frank free freeman french fresh friar friday friend frost fry fuller furlong furnace fuse gable gadget gain gale gall
gallop gallows gamble game games gander gap garb garden gardener gardiner garter gas gate gates gather gay gear gee genius gentle giant
gift gill gills gin ginger glad glade glance glass glaze gleave glide globe gloom glory glove glover goal goat gold golden golder good
goodwill goose gore gorge gossip got gown grace grain grand grange grant grass grave gravel graves gray great green greener greens grey
grief grind grist grit groom groove grove grow guard guest guide guile guilt gull gum gun gunner guru gust gutter guy hack had hail hair
hale half hall halls halt ham hammer hand handler hands handy happy hard harder harding hardman hardy hare hark harm harmer harmony
harness harp harrow harry hart harvest has hash haste hasty hatch hatcher hater haven hawk hay haze hazel head headings heal healer heap
heart heath heather heaven heavens heavy hedge hedges heel heir helm help hemp henna her herb herd herdman heritage hermit hero heron
herring hide high higher hill hills him hind hinge hip hire his hitch hive hoar hoard hock hold holder hole holiday hollow holly holy home
honesty honey honour hood hook hooks hop hope hopes hopper horn horner horse hose host hound house how hub hug huge hull humble hunt
hunter hurl hurry hurst hush hut ice idle indigo ink inn inns iris iron irons isle ivory ivy jacket jam jar jasmine jay jelly jest jet
jewel joiner jolly journey joy joyce judge jug july june junior just justice keel keen keep keeper keg kettle key keys kid kill kind king
kingdom kings kiss kitchen kite kitt knee kneel knife knight knights knock know label lace lady laid lake lakes lamb lambs lame lamp lance
land lander lane large lash last late latter laugh laurel law lawn lawyer lay layer leader leaf lean leap leather leaver ledger leech leek
left lemon lender less lever liberty lie life light lighter lilac lily limb lime line liner ling link links lion lip list lister litter
little live lively load loan lock locke locker locket lodge loft long longer look looker loom loop lord lot lotus loud love lovely lover
low lower loyal luck lucky lump lunch lurch lute mace magic maiden main major maker male mali malt man manager mane manger mani manly
manner manners manor mantle maple marble march mare marina marine mark marker market marks marsh martial martyr mash mask mason mast
master masters match mate may maybe mead meadow meadows mean meek meet mellow melody mercer merchant mercy merit merry messenger mice
middle mild miles mill miller milliner mills min mina mines mint miracle mire miss mist misty mitten mock mode modesty mold mole money
monk monks moody moon moor moore more morrow moss most moth mother mould mount mountain mouse mouth mull mullet munch muse musk must
mustard myrtle nail name nan nature nay near neat neck need needle needles nest nester net never new newborn newby newcomer newman nice
nickel niece night nightingale nipper nobel noble noon nor north northern nose not notch note nova now nun nurse nut oak oaks oar oats odd
odds off old older oldman olive one only opal orange orchard organ orris otter our out outlaw oven over owl own owner pace pack packer
packman paddle page pages pain paine paint painter pair pal pale pall palm palmer pane pang pansy paper paradise park parker parks parrot
parson parsons part partridge pass passmore past paste pasture pat patch patience patient pause paw pay pea peace peach peacock peak pear
pearl pears peat peel peer pen pence penny people pepper peppers perch perfect perk perry pest pet petal petty pew phage piano pick
pickles pie pier pierce pigeon pigg pike pile pill pillar pillow pilot pin pine pip pit pitcher pitman pitt place plain plank plant
plaster plate plater player pleasant pledge plenty plough plum plumb plumber plume pocket point pointer pole pond pool poon poor pope
poplar poppy porch port porter pose post pot potter pound pounder powder power powers pray precious press prest price prick pride priest
prime primrose prince print profit proper proud prow prudence prune puddle pull pump pun punch purple purse pursey put putt quail quarrel
queen quest quick quiet quill quilt rabbit race rack rags rail rain raines rake ram ramp ranch rand range ranger rank rant rash raven
ravens raw reader ready real reason record red redhead redman reed reeds reef reel rest rice rich riches rick ride rider ridge riding
right rind ring ringer ripe rise rising river rivers roach road roads roast robin rock rocks rod roger rogue roll roller roman rook room
roper rose roses rouse rout row roy royal ruby rudd rude ruff rule rump run rush rusher russet rust rusty rutter rye sable saddler safe
sage sail sailor saint sale sales salmon salt salter samples sand sander sandy sang sari sash savage save saver savory saw sawyer sayer
scales scarlet scholar school score scout scrivener seal search seat second see seed self sell seller senior serenity sergeant service set
setter settle shade shadow shaft shake shank shard share sharp shear shed sheep sheer sheet shell shepherd sherry shield shine ship
shipman shirt shoemaker shoesmith shook shore short shorter shot show shower shrub shutter shy sick side silence silk sill silver silvers
simple sing sinner sire sister sit sitter six sky slack slade sleep sleigh slice slide slim sloe slow slug small smart smile smiles smoke
smooth snail snow soar sole somers son song soon sorrow south southern spade spain spanner spark sparks sparrow spear speed spell spender
spice spicer spike spink spinner spirit spite spoon sport spring springs sprout spur spurr squire stable stables stack staff stage stain
stair stairs stamp stand standing stanger staple staples star stark starling start starter stay steady steed steel steer stem step
stepping sterling stern steward stewart stick stiff still stilt sting stock stocker stoker stone stoner stones stool storm story stout
stove straight strain strange stranger straw stream street stretch stride strike string strong stud sturdy style such sue sugar suit
summer summers sun sunday sunder sung sunny surplice swaddle swain swallow swan swans sweat sweep sweet sweeting sweets swift swindle
swing sword sycamore tabor tack tackle tad tadpole tai tail tailor tale talent talib tall tallow tame tan tang tanner taper tapper tapping
tar tart task taste taverner tax teacher teal tear tee teller temper temperance tempest temple ten tenant tench tense tent term test thaw
the thick thin thing think thinn third thorn thread thrift throne thrower thunder thyme tick tickle tide tidy tiger tile till tiller
timber times tin tinker tipper toad today toe toes toll tolley tombs tong tongue too took tool tooth topp torch torr tough tow towel tower
towers town toy trace trader trail train trainer tramp trap travel traveller treasure treat tree trees tribe trick tricker trim trinder
trotter trout trow true trump trunk trust truth tub tuck tunnel turf turk turner turnip twin twine twist two under unity upright use usher
vale van vane vault venice venn vent verse very vicar vicars vice victor vine vinegar violet virgin virtue void waddle wade wage waif wake
walk walker wall wallet walls wand wander want war ward warden warder wards ware waring warm warman warn warner warren was wasp waste
water waterman waters watt wave waver waxman way ways weak weaver webster weed weeks weld well wells west western weston wet whale wharf
wheat wheel wheeler whip white whiting who why wicker wide wild wilder wiles will willing willow wills wilt win winch wind winder window
winds wine wing wings winks winn winner winter winters wisdom wise wish with wolf wonder wont wood wooden wooder woodland woods woody wool
word words work worker workman world worm worth worthy wrack wreath wright write wry yam yard yarrow yea yeast yell yellow yes yet yew
yoke yolk you young younger youngs youth yum zeal zest
`);

/** Written with a capital too, where no person is meant: months, days, places, and illnesses and signs called after people. */
export const capitalWords = list(`
achilles addison addisons african alzheimer apgar april asda ashton asian asperger aspergers august babinski baker bakers barnsley barre
barrett barretts bartholin bath bedford behcet bells bolton boots bradford bristol britain burton buxton cambridge carlisle catholic
charcot chelsea chester chinese christian christmas clifton colles cornwall crawley crewe crohn cushing cushings darlington december derby
devon doppler dorset down downs dudley dupuytren durham easter emis england english epley epping essex february foley french friday german
gilbert gilberts glasgow graves guillain halifax hamilton hartmann hashimoto hashimotos hastings hereford hertford hodgkin hodgkins
huntington indian infirmary ireland irish january jewish july june kawasaki kensington kent kingston lancaster leeds lincoln lloyd lloyds
london ludwig lyme macmillan macmillans march marfan marie may mcburney meniere menieres middleton milton monday morton murphy murphys
muslim nelson newton norfolk norton november october osgood outlook oxford paget pagets parkinson parkinsons perthes polish potts preston
ramsay raynaud raynauds rinne ripley romberg samaritans samsung saturday schlatter scotland scottish september sjogren snellen somerset
stafford still stills stratford suffolk sunday superdrug sussex sutton thursday tourette tuesday turner turners wales warwick weber
wednesday wegener welsh wilson wilsons winchester windsor york
`);

/** Names that are also short for something in a record, where that stands in capitals or small letters: ANA, TIA, TED. */
export const abbreviations = list(`
abi ada ali ana asa cal cam dee eli ida ira jia leo lea les mac mel mia ned nat pam pip ros sal sam sid ted tia una val vic viv
`);

/** An illness, sign or thing that follows the name of whoever it is called after. */
export const illnesses = list(`
abscess catheter chorea contracture criteria cyst dermatitis disease encephalopathy esophagus fracture gland lymphoma maneuver manoeuvre neuroma
oesophagus palsy phenomenon reflex scale score splint syndrome thyroiditis triad tumor tumour virus
`);

/** What follows a word that is no name, or the name of a place, here. */
export const thingsAfter = list(`
avenue center centre charity chart chemist classification clinic close college court drive hall hospital house infirmary lane law node nodes nurse
nurses park pharmacy road school sign street surgery team test stool trust unit ward way
`);

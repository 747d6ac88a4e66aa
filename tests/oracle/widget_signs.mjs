// What each kind of widget is surely known by. Written from what the networks and programs document, without a look
// at Caveat's catalogue, which is judged by it.

// Over addresses in plain text: lower case, nothing percent-encoded.
const SHARE_ADDRESSES = [
  /facebook\.com\/+(?:v\d[\d.]*\/)?(?:sharer|share\.php|share\/?\?|dialog\/(?:share|feed|send))/, /^fb(?:-messenger)?:\/\/share/,
  /(?:twitter|[/.]x)\.com\/+(?:share(?:$|[/?#])|intent\/(?:tweet|post|retweet)|home\/?\?status=)/, /^twitter:\/\/post/,
  /(?:t|telegram)\.me\/+share/, /^tg:(?:\/\/)?(?:msg|share)/,
  /(?:vk|vkontakte)\.(?:com|ru)\/+(?:share|widget_share)\.php/,
  /(?:ok|odnoklassniki)\.ru\/+(?:dk\?|offer|share)/,
  /whatsapp\.com\/+send\/?\?(?!phone=\d)/, /wa\.me\/+\?/, /^whatsapp:(?:\/\/)?send\/?\?(?!phone=\d)/,
  /^viber:\/\/(?:forward|share)/,
  /reddit\.com\/+(?:r\/\w+\/)?submit/,
  /pinterest\.[a-z.]+\/+pin\/+create/,
  /linkedin\.com\/+(?:sharearticle|sharing\/|cws\/share|feed\/\?shareactive)/,
  /line\.(?:me|naver\.jp)\/+r\/+(?:msg|share)/, /line\.me\/+lineit\/+share/, /^line:\/\/(?:msg|share)/,
  /connect\.mail\.ru\/+share/, /tumblr\.com\/+(?:share|widgets\/share)/,
  /digg\.com\/+(?:remote-)?submit/, /plus\.google\.com\/+share/, /stumbleupon\.com\/+(?:submit|badge)/,
  /xing\.com\/+(?:spi\/shares|social_plugins\/share|social\/share|app\/user\?op=share)/,
  /service\.weibo\.com\/+share/, /t\.sina\.com\.cn\/+share/, /share\.v\.t\.qq\.com/, /connect\.qq\.com\/+widget\/shareqq/,
  /qzone\.qq\.com\/+cgi-bin\/qzshare/, /share\.renren\.com/, /douban\.com\/+(?:share|recommend)/,
  /livejournal\.com\/+update(?:\.bml)?\?/, /share\.flipboard\.com/, /flipboard\.com\/+bookmarklet/,
  /bsky\.app\/+intent\/compose/, /threads\.(?:net|com)\/+intent\/post/, /joinmastodon\.org\/+share|share\.joinmastodon/,
  /news\.ycombinator\.com\/+submitlink/, /meneame\.net\/+submit/, /fark\.com\/+(?:cgi\/fark|submit)/,
  /slashdot\.org\/+(?:bookmark|submit)/, /wykop\.pl\/+dodaj/, /skype\.com\/+share/, /teams\.microsoft\.com\/+share/,
  /myspace\.com\/+(?:post|modules\/postto|index\.cfm\?fuseaction=postto)/, /newsvine\.com\/+_tools/, /mixx\.com\/+submit/,
  /friendfeed\.com\/+share/, /google\.com\/+(?:buzz|reader\/link)/, /technorati\.com\/+faves/, /hyves\.nl\/+.*(?:respect|tips)/,
  /blogger\.com\/+(?:share-post|blog-this|blog_this)/, /wordpress\.com\/+press-this/,
  /addthis\.com\/+(?:bookmark|oexchange|feed)/, /sharethis\.com\/+share/, /addtoany\.com\/+(?:add_to|share)/,
  /shareaholic\.com\/+(?:share|api\/share)/, /po\.st\/+share/,
  /^mailto:(?:%20|\s)*\?/,
  /(?:e-?mail|send|tell|share|forward|recommend)[-_.]?(?:this|it|article|story)?[-_.]?(?:to)?[-_.]?(?:a)?[-_.]?friends?(?:$|[^a-z])/,
  /^sms:(?:$|[?&;])/,
];

const SAVE_ADDRESSES = [
  /getpocket\.com\/+(?:save|edit)/, /readitlaterlist\.com\/+save/, /instapaper\.com\/+(?:hello2|edit|text|e2)/,
  /evernote\.com\/+(?:clip|noteit)/, /b\.hatena\.ne\.jp\/+(?:entry|add|append)/,
  /(?:del\.icio\.us|delicious\.com)\/+(?:post|save)/, /google\.com\/+bookmarks\/mark/, /favorites\.live\.com/,
  /myweb2?\.(?:search\.)?yahoo\.com/, /raindrop\.io\/+add/, /diigo\.com\/+post/, /memori\.ru\/+link/, /bobrdobr\.ru\/+add/,
  /readability\.com\/+(?:save|read)\?/, /pinboard\.in\/+add/, /folkd\.com\/+submit/,
];

const LIKE_ADDRESSES = [
  /facebook\.com\/+(?:v[\d.]+\/)?(?:plugins|widgets)\/like(?:\.php|\?|$)/, /(?:vk|vkontakte)\.(?:com|ru)\/+widget_like/,
  /widgets\.wp\.com\/+likes/, /(?:twitter|[/.]x)\.com\/+intent\/(?:like|favorite)/,
];

const COMMENT_ADDRESSES = [
  /disqus\.com\/+(?:embed|count|forums)|[\w-]+\.disqus\.com\/+\w+\.js/, /facebook\.com\/+(?:v[\d.]+\/)?plugins\/(?:comments|feedback)/,
  /(?:vk|vkontakte)\.(?:com|ru)\/+widget_comments/, /wp-comments-post\.php/, /jetpack-comment/, /comments\.app\/js/,
  /(?:^|\/)comment\/(?:reply|add|create)/, /#(?:respond|disqus_thread|comments?|comment-?form|addcomment)$/, /[?&]replytocom=/,
  /hypercomments\.com/, /cackle\.me/, /livefyre\.com/, /(?:launcher|static-cdn|www)\.spot\.im/, /viafoura\.(?:net|co)/,
  /blogger\.com\/+comment/, /intensedebate\.com\/+js/, /utteranc\.es/, /giscus\.app/,
];

// A frame that shows another site's player, post, chart or map.
const EMBED_ADDRESSES = [
  /youtube(?:-nocookie)?\.com\/+(?:embed|v)\//, /player\.vimeo\.com/, /dailymotion\.com\/+(?:embed|swf)/, /player\.twitch\.tv/,
  /rutube\.ru\/+(?:play\/)?embed/, /players\.brightcove\.net/, /soundcloud\.com\/+player/, /open\.spotify\.com\/+embed/,
  /embed\.(?:podcasts|music)\.apple\.com/, /platform\.(?:twitter|x)\.com\/+(?:embed|widgets\.js)/,
  /facebook\.com\/+(?:v[\d.]+\/)?plugins\/(?:post|video)/, /instagram\.com\/+(?:p\/[\w-]+\/embed|reel\/[\w-]+\/embed|embed)/,
  /vk\.com\/+video_ext/, /ok\.ru\/+videoembed/, /tiktok\.com\/+embed/, /datawrapper\.dwcdn\.net/, /flo\.uri\.sh/,
  /infogram\.com/, /google\.[a-z.]+\/+maps\/.*embed|google\.[a-z.]+\/maps\?.*output=embed/, /scribd\.com\/+embeds/,
  /documentcloud\.org/, /giphy\.com\/+embed/, /telegram\.org\/js\/telegram-widget/, /t\.me\/.*embed=1/,
];

const TRACKER_ADDRESSES = [
  /google-analytics\.com/, /googletagmanager\.com/, /googletagservices\.com/, /doubleclick\.net/, /googlesyndication\.com/,
  /mc\.yandex\.(?:ru|com)/, /counter\.yadro\.ru/, /top-fwz1\.mail\.ru/, /counter\.rambler\.ru/, /tns-counter\.ru/,
  /facebook\.com\/+tr(?:$|[/?])/, /connect\.facebook\.net\/.*fbevents/, /ads-twitter\.com/, /snap\.licdn\.com/,
  /analytics\.tiktok\.com/, /chartbeat\.com/, /scorecardresearch\.com/, /quantserve\.com/, /(?:static|cdn|config)\.parsely\.com|parsely\.com\/keys/, /imrworldwide\.com/,
  /hotjar\.com/, /clarity\.ms/, /(?:matomo|piwik)\.(?:js|php)/, /omtrdc\.net/, /2o7\.net/, /demdex\.net/, /adobedtm\.com/,
  /optimizely\.com/, /newrelic\.com|nr-data\.net/, /cdn\.segment\.com/, /stats\.wp\.com/, /pixel\.wp\.com/,
  /taboola\.com/, /outbrain\.com/, /criteo\.(?:com|net)/, /amazon-adsystem\.com/, /krxd\.net/, /ioam\.de|iocnt\.net/,
];

const CONTACT_ADDRESSES = [/^tel:/, /^sms:\+?\d/, /wa\.me\/+\d/, /whatsapp\.com\/+send\/?\?phone=\d/, /^viber:\/\/(?:chat|contact|pa)/, /\/\/m\.me\//, /^skype:[^?]/];

const SUBSCRIBE_ADDRESSES = [
  /list-manage\d?\.com\/+subscribe/, /facebook\.com\/+(?:v[\d.]+\/)?plugins\/(?:likebox|page|follow|fan|activity)/,
  /(?:twitter|[/.]x)\.com\/+intent\/(?:follow|user)/, /platform\.twitter\.com\/+widgets\/follow_button/, /cdn\.onesignal\.com/,
  /substack\.com\/+embed/, /feedburner\.google\.com\/+fb\/a\/mailverify/, /[?&]sub_confirmation=1/,
];

// Class words and ids that a program's documentation gives its widgets.
const NAMES = {
  share: /^(?:fb-share-button|fb-send|twitter-share-button|addthis_(?:toolbox|inline_share_toolbox|sharing_toolbox|button\w*)|a2a_kit|a2a_dd|sharethis-(?:inline|sticky)-share-buttons|st_sharethis|ya-share2|sharedaddy|sd-sharing|amp-social-share|share-buttons?|social-share(?:-buttons)?|share-bar|heateor_sss_sharing_container|essb_links|swp_social_panel)$/,
  like: /^(?:fb-like|g-plusone|sd-like|vk_like\w*|odkl-like|wp_ulike\w*|like-(?:button|btn))$/,
  comment: /^(?:disqus_thread|fb-comments|vk_comments\w*|respond|commentform|comment-form|comment-respond|commentlist|comment-list|hypercomments_widget|mc-container|coral_thread|livefyre-comments|spot-im-comments)$/,
  save: /^(?:pocket-btn|hatena-bookmark-button|fb-save|bookmark-(?:button|btn)|save-article|read-later)$/,
  contact: /^(?:wpcf7|contact-form|wpforms-container|contact-message-form)$/,
  subscribe: /^(?:mc_embed_signup|mc4wp-form|fb-page|fb-follow|fb-like-box|twitter-follow-button|g-ytsubscribe|vk_groups|newsletter-(?:signup|form)|jetpack_subscription_widget)$/,
  embed: /^(?:twitter-tweet|instagram-media|tiktok-embed|fb-post|fb-video|flourish-embed|reddit-card|reddit-embed-bq|bluesky-embed)$/,
  tracker: /^(?:OUTBRAIN|taboola-[\w-]+)$/,
};

// Which attributes hold an address that a click, a sending or a loading goes to.
const FOLLOWED = new Set(['href', 'xlink:href', 'action', 'formaction']);
const LOADED = new Set(['src', 'data', 'data-src', 'href']);
// What holds addresses for other purposes: cards, pictures, what is shown or copied.
const NO_ADDRESS = new Set(['content', 'class', 'style', 'srcset', 'alt']);

export function plain(address) {
  let text = address.trim();
  for (let round = 0; round < 3; ++round) {
    text = text.replace(/%([0-7][0-9a-f])/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
  }
  return text.toLowerCase();
}

const oneOf = (patterns, text) => patterns.some((pattern) => pattern.test(text));

const FOLLOWED_KINDS = [
  ['share', SHARE_ADDRESSES], ['save', SAVE_ADDRESSES], ['like', LIKE_ADDRESSES], ['comment', COMMENT_ADDRESSES],
  ['contact', CONTACT_ADDRESSES], ['subscribe', SUBSCRIBE_ADDRESSES],
];
const LOADED_KINDS = [
  ['like', LIKE_ADDRESSES], ['comment', COMMENT_ADDRESSES], ['subscribe', SUBSCRIBE_ADDRESSES], ['embed', EMBED_ADDRESSES],
  ['tracker', TRACKER_ADDRESSES],
];
const LOADERS = new Set(['script', 'iframe', 'img', 'embed', 'object']);

// The signs that an element bears: [kind, what]. `share` is a link or form, `share by script` an address in
// another attribute.
export function signsOf(element) {
  const signs = [];
  for (const [name, value] of Object.entries(element.attribs)) {
    const text = plain(value);
    if (FOLLOWED.has(name) && element.name !== 'link') {
      for (const [kind, patterns] of FOLLOWED_KINDS) if (oneOf(patterns, text)) signs.push([kind, `${name}=${value}`]);
    } else if (LOADERS.has(element.name) && LOADED.has(name)) {
      for (const [kind, patterns] of LOADED_KINDS) if (oneOf(patterns, text)) signs.push([kind, `${element.name} ${name}=${value}`]);
    } else if (!NO_ADDRESS.has(name) && element.name !== 'meta' && element.name !== 'link') {
      if (oneOf(SHARE_ADDRESSES, text)) signs.push(['share by script', `${name}=${value}`]);
    }
  }
  const names = [...(element.attribs.class ?? '').split(/\s+/), element.attribs.id ?? '', element.name];
  if (element.name !== 'body' && element.name !== 'html') {
    for (const [kind, pattern] of Object.entries(NAMES)) {
      const found = names.find((name) => pattern.test(name));
      if (found) signs.push([`${kind} by name`, `<${element.name}> ${found}`]);
    }
  }
  return signs;
}

// A short article with the buttons that pages have, for whoever has none at hand.
export const EXAMPLE_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>The herons are back</title>
<style>
body { max-width: 34rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.6 Georgia, serif; color: #222; background: #fff }
h1 { line-height: 1.2 } .share a, button { margin-right: .6rem; font: .9rem sans-serif }
#comments { border-top: 1px solid #ccc; margin-top: 2rem }
</style></head>
<body>
<header><p><strong>The Newsroom</strong></p></header>
<main><article>
<h1>The herons are back</h1>
<p>For the first time in eleven years, herons are nesting on the river below the archive.</p>
<p>The Free Heron Foundation counted nine nests in a single morning.</p>
<p class="share"><a href="https://vk.com/share.php?url=https://www.newsroom.example/a/1.html">VK</a>
<a href="https://t.me/share/url?url=https://www.newsroom.example/a/1.html">Telegram</a>
<a href="https://www.facebook.com/sharer/sharer.php?u=https://www.newsroom.example/a/1.html">Facebook</a></p>
</article>
<section id="comments"><h2>Comments</h2><form class="comment-form" action="/comments" method="post">
<textarea name="comment"></textarea> <button>Send</button></form></section>
</main>
</body></html>
`;

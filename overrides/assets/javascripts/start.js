/* The page at the top of a bundle leads on by itself; inside a zip this script is not there, and the page says so. */
location.replace(document.currentScript.dataset.to)

/** The default theme, a little wider: the pages are full of tables and of what a terminal prints. */
import theme from 'vitepress/theme'
import './pages.css'

export default theme
